fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
out = []
for j in range(3):
    out.append(lambda: j)
print([f() for f in out])


def make():
    def get():
        return value

    value = 1
    first = get()
    value = 2
    return first, get()


print(make())
print(fs[0].__closure__, make.__code__.co_cellvars)
