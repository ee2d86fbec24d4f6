class It:
    def __iter__(self): return self
    def __next__(self): return "next"
    def send(self, value): return f"sent {value}"
    def throw(self, *args): return f"thrown {args[0]!r}"
    def close(self): print("closed")


class Plain:
    def __iter__(self): return self
    def __next__(self): return 1


def delegate(it):
    return (yield from it)


g = delegate(It())
print(next(g), g.send(5), g.throw(ValueError("v")))
g.close()
p = delegate(Plain())
print(next(p))
try:
    p.send(5)
except AttributeError as error:
    print(error)
p = delegate(Plain())
next(p)
try:
    p.throw(KeyError("k"))
except KeyError as error:
    print(repr(error))
