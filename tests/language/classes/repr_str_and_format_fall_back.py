class ReprOnly:
    def __repr__(self): return "<repr>"


class StrOnly:
    def __str__(self): return "str"


class Fmt:
    def __format__(self, spec): return f"[{spec}]"


class Bad:
    def __repr__(self): return 5
    def __str__(self): return None
    def __format__(self, spec): return 5


r = ReprOnly()
print(r, str(r), [r], f"{r} {r!r} {r!s}", "%s %r" % (r, r), format(r, ""))
print(str(StrOnly()), repr(StrOnly())[:19], [StrOnly()][0])
print(format(Fmt(), "abc"), f"{Fmt():x{1}y}", "{:>{}}".format(Fmt(), 3), f"{Fmt()}")
for f in (lambda: repr(Bad()), lambda: str(Bad()), lambda: format(Bad()), lambda: format(r, "x"), lambda: f"{[]:5}"):
    try:
        f()
    except TypeError as error:
        print(error)


class Outer:
    class Inner: ...


def function():
    class Local: ...
    return Local


print(repr(Outer.Inner), repr(function()), repr(type(Outer.Inner)))
