def level0():
    a = 0

    def level1():
        b = a + 1

        def level2():
            nonlocal b
            b += 10

            class Inner:
                c = b

                def method(self):
                    nonlocal a
                    a += 100
                    return a, b, self.c, [a + b + x for x in range(2)]

            return Inner().method()

        return level2(), b

    return level1(), a


print(level0())
x = "global"


def f():
    x = "f"

    class C:
        x = "C"

        def g(self):
            def h():
                return x
            return h()

        y = [x for _ in range(1)], (lambda: x)()

    return C().g(), C.y


print(f())


def make_adders():
    return [lambda x, n=n: x + n for n in range(3)], {n: (lambda: n) for n in range(2)}


adders, late = make_adders()
print([add(10) for add in adders], late[0](), late[1]())
