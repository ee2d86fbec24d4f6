def kind(error):
    try:
        raise error
    except (KeyError, IndexError) as e:
        return f"lookup {type(e).__name__}"
    except ValueError:
        return "value"
    except Exception as e:
        return f"other {e}"
    except:
        return "base"
    else:
        return "never"


print(kind(KeyError("k")), kind(IndexError()), kind(UnicodeError()), kind(OSError(1, "x")), kind(KeyboardInterrupt()))


def bad_filter():
    try:
        raise ValueError("v")
    except 5:
        pass


def tuple_filter():
    try:
        raise ValueError("v")
    except (KeyError, "x"):
        pass


for f in (bad_filter, tuple_filter):
    try:
        f()
    except TypeError as error:
        print(error, "|", repr(error.__context__))
