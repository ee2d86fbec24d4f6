# Operators of the exact builtin sequences, and of classes derived from them.
for a, b in [([1, 2], [3]), ([], [1]), ([1], []), ((1, 2), (3,)), ((), (1,)), ((1,), ()), (b"ab", b"c"), (b"", b"c"), (b"a", b"")]:
    print(a + b, b + a, a * 3, 2 * b, a * 0, a * -1, True * a)
t = (1, 2)
print(t + () is t, () + t is t, t * 1 is t, [1] * 3, 3 * ["a", "b"], [[]] * 2, list(range(40)) + list(range(40)) == [*range(40)] * 2)
for left, right in [([1], (2,)), ((1,), [2]), ([1], 2), (b"a", "b"), ([1], 1.5), ([1] * 2, None)]:
    for operation in (lambda a, b: a + b, lambda a, b: a * b):
        try:
            print(operation(left, right))
        except TypeError as error:
            print(error)


class L(list):
    def __add__(self, other):
        return "L+"

    def __radd__(self, other):
        return "+L"

    def __mul__(self, other):
        return "L*"

    def __delitem__(self, key):
        print("del", key)


print(L([1]) + [2], [2] + L([1]), L([1]) * 2, 2 * L([1]))
x = y = [1, 2]
x += [3]
x *= 2
print(x is y, x)
x = y = (1, 2)
x += (3,)
print(x, y)


class D:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


items = [D(1), D(2), D(3)]
del items[1]
print("deleted")
del items[0], items[-1]
print(items)
l = L([1, 2, 3])
del l[0]
l = list(range(6))
del l[-1], l[0]
del l[1:3]
print(l)
for key in (9, -9, "a", 1.0, 1 << 70):
    for target in ([1, 2], bytearray(b"ab"), {}):
        try:
            del target[key]
            print(target)
        except (TypeError, IndexError, KeyError) as error:
            print(type(error).__name__, error)
b = bytearray(b"abcdefgh")
del b[:4]
del b[1:2]
print(b, bytearray(b), bytearray(), bytearray(b"x" * 100)[-1:], bytearray([1, 2]), bytearray(3))
del b[5:], b[-1:], b[::2]
print(b)
b = bytearray(b"abcdefgh")
with memoryview(b) as view:
    try:
        del b[:4]
    except BufferError as error:
        print(error)
del b[6:2], b[-100:2], b[100:]
print(b)
