# Dicts and sets keep their order and their members however often keys are removed and come back.

numbers = {n: n for n in range(100)}
for turn in range(1000):
    numbers.pop(5)
    numbers[5] = turn
print(len(numbers), numbers[5], list(numbers)[:6], list(numbers)[-2:])

texts = {str(n): n for n in range(300)}
for turn in range(2000):
    name = str(turn * 7 % 300)
    value = texts.pop(name)
    assert name not in texts
    texts[name] = value
assert all(texts[str(n)] == n for n in range(300)) and len(texts) == 300
print(list(texts)[:5], list(texts)[-5:])

stack = {}
for turn in range(50):
    for n in range(turn):
        stack[n] = turn
    while len(stack) > 3:
        stack.popitem()
print(stack)

same_low_bits = {n << 32: n for n in range(40)}
for n in range(0, 40, 2):
    del same_low_bits[n << 32]
for n in range(0, 40, 2):
    same_low_bits[n << 32] = -n
print(list(same_low_bits.values()))


class Key:
    def __init__(self, number):
        self.number = number

    def __hash__(self):
        return self.number % 3

    def __eq__(self, other):
        return self.number == other.number


keys = [Key(n) for n in range(30)]
table = dict.fromkeys(keys)
members = set(keys)
for key in keys[::2]:
    del table[key]
    members.discard(Key(key.number))
for key in keys[::3]:
    table[Key(key.number)] = 1
    members.add(Key(key.number))
    members |= {Key(key.number)}
print([key.number for key in table], sorted(key.number for key in members))
other = set(map(Key, range(15, 45)))
print(sorted(key.number for key in members | other), sorted(key.number for key in members & other))
print(members <= members | other, members <= other, {Key(15)} <= other, members == set(members))

small = {1, 2, 3}
small |= small
small.update([3, 4], (5,), {6: 0}, "ab", small)
print(sorted(map(str, small)), small | {True: 0}.keys() == small)
try:
    small.update([7, [], 8])
except TypeError as error:
    print(error, 7 in small, 8 in small)


class Changing:
    def __init__(self, target):
        self.target = target

    def __hash__(self):
        return 1

    def __eq__(self, other):
        self.target.clear()
        return False


target = set()
target.add(Changing(target))
target.update({1, 2})
print(sorted(map(type, target), key=str))
