class Left:
    def __add__(self, other): return NotImplemented
    def __sub__(self, other): return f"left-{other}"


class Right:
    def __radd__(self, other): return f"radd {type(other).__name__}"
    def __rsub__(self, other): return "never"


class Special(Left):
    def __radd__(self, other): return "subclass first"
    def __rsub__(self, other): return "subclass first"


print(Left() + Right(), Left() - 1, 1 + Right(), Left() + Special(), Left() - Special())
try:
    Left() + 1
except TypeError as error:
    print(error)
try:
    Left() + Left()
except TypeError as error:
    print(error)
try:
    1 - Left()
except TypeError as error:
    print(error)


class NoIadd:
    def __init__(self): self.log = []
    def __add__(self, other): return f"add {other}"


x = NoIadd()
x += 5
print(x)


class NotImplementedIadd:
    def __iadd__(self, other): return NotImplemented
    def __add__(self, other): return "fell back to add"


x = NotImplementedIadd()
x += 1
print(x)
