def f():
    return "日本" + 1


def g():
    é = "é" * 2; return é.nothing


import traceback

for call in (f, g):
    try:
        call()
    except Exception:
        traceback.print_exc()
