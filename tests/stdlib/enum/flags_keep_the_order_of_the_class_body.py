from enum import CONFORM, EJECT, KEEP, Flag


class Access(Flag):
    READ = 4
    WRITE = 2
    RUN = 1


print(list(Access), list(Access(7)), repr(Access(7)), Access(6).name)


class Highlight(Flag):
    TOP = 0x10
    DIM = 1
    LOW = 2
    MASK = 0x0F


print(list(Highlight), repr(Highlight.TOP | Highlight.MASK), repr(Highlight.DIM | Highlight.LOW), len(Highlight.MASK))

for boundary in CONFORM, EJECT, KEEP:
    class Bits(Flag, boundary=boundary):
        A = 1
        B = 2
        D = 8

    print(boundary, [repr(Bits(value)) for value in (3, 4, 5, 12, 16, -1, -3, -20)], repr(~Bits.A))


class Unnamed(Flag):
    ONE = 1
    NONE = None


for combine in lambda: Unnamed.ONE | Unnamed.NONE, lambda: ~Unnamed.NONE, lambda: Unnamed(6), lambda: Unnamed.ONE | 1:
    try:
        print(combine())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
