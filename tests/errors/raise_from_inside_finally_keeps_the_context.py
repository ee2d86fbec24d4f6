# exit: 1
def f():
    try:
        raise ValueError("first")
    finally:
        cleanup()


def cleanup():
    raise KeyError("second")


f()
