def f():
    a = "f.a"
    b = "f.b"

    class C:
        a = a if False else "class a"
        got = b

        def m(self):
            nonlocal b
            b = "changed by m"
            return a, b

    c = C()
    return C.a, C.got, c.m(), b


try:
    print(f())
except NameError as e:
    print(e)


def g():
    x = 1

    class C:
        nonlocal x
        x = 2
        y = x

    return x, C.y, hasattr(C, "x")


print(g())
z = "global"


def h():
    z = "h"

    class D:
        print(z)
        global q
        q = z

    return D


h()
print(q)
