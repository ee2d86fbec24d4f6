import builtins

original = builtins.__build_class__


def traced(f, name, *bases, **kw):
    print("build", name, [b.__name__ for b in bases], kw)
    return original(f, name, *bases, **kw)


builtins.__build_class__ = traced


class A: ...
class B(A, metaclass=type): ...


builtins.__build_class__ = original
print(B.__mro__[1].__name__)
C = __build_class__(lambda: 1, "C")
print(C)
for f in (lambda: __build_class__(), lambda: __build_class__(5, "x"), lambda: __build_class__(lambda: 1, 5)):
    try:
        f()
    except TypeError as e:
        print(e)
