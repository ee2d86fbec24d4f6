class Counter(dict):
    def __missing__(self, key):
        return 0


c = Counter(a=1)
c["b"] += 2
print(c, c["zzz"], "zzz" in c, c.get("zzz"))


class Stack(list):
    push = list.append

    def peek(self): return self[-1]


s = Stack([1])
s.push(2)
s.label = "mine"
print(s, s.peek(), s.label, type(s + [3]).__name__, type(s[:1]).__name__, isinstance(s, list), s == [1, 2])


class Flag(int):
    def __repr__(self): return f"Flag({int(self)})"
    def __add__(self, other): return Flag(int(self) + other)


print(Flag(1) + 2, Flag(1) - 1, [Flag(3)], f"{Flag(3)} {Flag(3):04d} {Flag(3)!r}")


class MyError(ValueError):
    def __init__(self, code, text):
        super().__init__(text)
        self.code = code


try:
    raise MyError(5, "five")
except ValueError as error:
    print(error, error.code, error.args, repr(error))


class Tags(set):
    pass


t = Tags([1]) | {2}
print(type(t).__name__, sorted(t), type(Tags() - {1}).__name__, type(frozenset([1]) | Tags([2])).__name__)
