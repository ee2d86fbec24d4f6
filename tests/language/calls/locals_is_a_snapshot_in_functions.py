def f(a, b=2):
    c = 3
    snapshot = locals()
    d = 4
    snapshot["a"] = "changed"
    return a, sorted(snapshot), sorted(locals())


print(f(1))


def with_cell():
    x = 1

    def g():
        return x, locals()

    return g()


print(with_cell())


class C:
    a = 1
    locals()["b"] = 2


print(C.b)
globals()["from_globals"] = 5
print(from_globals, locals() is globals())
print([sorted(locals()) for i in [1] for j in [2]][0][:0])
