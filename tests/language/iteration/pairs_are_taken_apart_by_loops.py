# Loops over pairs leave what they would leave if every pair were a tuple.

words = ["zero", "one", "two"]
table = {word: number for number, word in enumerate(words, 10)}
print(table)

for key, value in table.items():
    print(key, value)
for number, (first, *rest) in enumerate(words):
    print(number, first, rest)
for left, right in zip(words, range(5)):
    print(left, right)
for left, right in zip((1, 2, 3), words, strict=True):
    print(left, right)

try:
    for left, right in zip(words, (1, 2), strict=True):
        pass
except ValueError as error:
    print(error, left, right)

iterator = iter(words * 2)
print([(left, right) for left, right in zip(iterator, iterator)], list(iterator))
longer, shorter = iter([1, 2, 3, 4]), iter([1, 2])
print([(left, right) for left, right in zip(longer, shorter)], list(longer), list(shorter))

for change in ("grow", "shrink", "replace", "value"):
    table = {"a": 1, "b": 2}
    try:
        for key, value in table.items():
            print(change, key, value)
            if change == "grow":
                table[key * 2] = value
            elif change == "shrink":
                del table[key]
            elif change == "replace":
                del table[key]
                table[key * 3] = value
            else:
                table["b"] = 20
    except RuntimeError as error:
        print(error)

members = {1, 2, 3}
try:
    for member in members:
        members.add(member + 10)
except RuntimeError as error:
    print(error)

try:
    for key, value in {"ab": 1}.keys(), {"abc": 1}.keys():
        print(key, value)
except ValueError as error:
    print(error)
try:
    for key, value in {"k": 1}.items(), {"abc": 1, "d": 2, "e": 3}.items():
        print(key, value)
except ValueError as error:
    print(error)


class Noisy:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("gone", self.name)


things = [Noisy("a"), Noisy("b"), Noisy("c")]
for number, thing in enumerate(things):
    things[number] = None
    print("loop", number)
del thing

same = [Noisy("both")]
for left, right in zip(same * 1, same):
    same.clear()
    print(left is right)
for left, right in zip([1], [2]):
    print(left, right)

big = (1 << 62) - 2
print([number for number, _ in enumerate("abcd", big)] == [big + n for n in range(4)])
print([number for number, _ in enumerate([0] * 4, big)] == [big + n for n in range(4)])

numbers = [1, 2, 3]
for place, number in enumerate(numbers):
    if number < 6:
        numbers.append(number * 2)
print(numbers, place)

for key, key in {"x": 1, "y": 2}.items():
    print(key)
for value in {"x": 1}.values():
    print(value)


class Counting(dict):
    def __iter__(self):
        return iter("own")


print(list(Counting(a=1)), [pair for pair in Counting(a=1).items()])
for key, value in Counting(a=1).items():
    print(key, value)
for letter in Counting(a=1):
    print(letter)


def generator(pairs):
    for key, value in pairs.items():
        yield key
        yield value


print(list(generator({1: 2, 3: 4})))
print({value: key for key, value in enumerate(reversed(words))}, [*zip(words)], dict(zip(words, words)))
