# Sets around eight members: what they print is what they print elsewhere.
for count in range(12):
    members = [number * 7 % 23 for number in range(count)]
    made = set(members)
    print(made, set(members[::-1]), frozenset(made), made.copy())
    for other in ({3, 4}, {1, 2, 3}, set(range(9)), set()):
        print(made | other, made & other, made - other, made ^ other, other | made, other - made)
        print(made <= other, made < other, made >= other, made > other, made == other, made.isdisjoint(other))
        again = set(made)
        again |= other
        again -= {7, 14}
        again ^= {1, 100}
        again &= set(range(101))
        print(again)
gone = {1, 2, 3, 9, 17}
gone.discard(9)
gone.discard(1)
print(gone | {33}, gone | {4, 5, 6}, gone | set(range(20, 30)), gone.union([8, 16], (24,)), gone | gone)
x = 1
print({x, 2, 3}, {x, x, 1.0, True}, {x, 9, 17, 25}, {8, 0, 16}, {*[1, 2], *(9, 10)}, {n % 5 for n in range(20)})


class Key:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        print("hash", self.value)
        return 1

    def __eq__(self, other):
        print("eq", self.value)
        return isinstance(other, Key) and self.value == other.value

    def __repr__(self):
        return f"K{self.value}"


print(len({Key(1), 1, Key(1), Key(2)}))
print(sorted(map(str, {1, Key(1)} | {Key(2), Key(1)})))
try:
    {1, [], Key(3)}
except TypeError as error:
    print(error)
