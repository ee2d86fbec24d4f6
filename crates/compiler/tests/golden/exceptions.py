def f(x):
    try:
        x()
    except (ValueError, KeyError) as error:
        print(error)
    except OSError:
        raise
    else:
        return 1
    finally:
        x.close()
