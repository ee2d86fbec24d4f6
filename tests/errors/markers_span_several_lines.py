def f():
    return (
        1
        + 2
        + "three"
    )


def g(*args):
    return args[0](
        1,
        2,
    )


import traceback

for call in (f, lambda: g(None), lambda: [
    1,
    2,
][
    5
]):
    try:
        call()
    except Exception:
        traceback.print_exc()
