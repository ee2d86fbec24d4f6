import traceback


class C:
    def __init__(self): self.colour = 1

    def method(self):
        return colour


def f(parameter):
    return paramter


def builtin():
    return lenn([])


def module():
    return sys.argv


for call in (lambda: f(1), C().method, lambda: C().color, builtin, module, lambda: C().colours, lambda: [].apend(1)):
    try:
        call()
    except Exception:
        traceback.print_exc()
