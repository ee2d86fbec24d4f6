def f(items):
    out = []
    for item in items:
        try:
            value = 10 // item
        except ZeroDivisionError:
            out.append("zero")
            continue
        except TypeError as e:
            out.append(type(e).__name__)
            break
        else:
            out.append(value)
        finally:
            out.append("|")
    else:
        out.append("complete")
    return out


print(f([1, 0, 5]), f([1, "x", 2]), f([]))


def retry(times):
    attempts = []
    while True:
        try:
            attempts.append(len(attempts))
            if len(attempts) < times:
                raise OSError(len(attempts))
            return attempts
        except OSError as e:
            if e.args[0] > 5:
                raise
        finally:
            attempts.append("f")


print(retry(2))
try:
    retry(100)
except OSError as e:
    print(repr(e))
