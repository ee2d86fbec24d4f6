x = "module"


class C:
    x = "class"
    seen = x
    listed = [x for _ in range(1)]

    def method(self):
        return x

    from_iterable = [y for y in x]


print(C.seen, C.listed, C().method(), C.from_iterable)


def f():
    x = "function"

    class D:
        print(x)
        x = "in D"
        print(x)
        del x
        print(x)

        def g(self):
            return x

    return D().g()


try:
    print(f())
except NameError as error:
    print(error)
