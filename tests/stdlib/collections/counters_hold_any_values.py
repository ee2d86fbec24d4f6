from collections import Counter

for value in "x", [1], None, 1.5:
    print(value, Counter({"a": value}), Counter(a=value), Counter({"a": value}).most_common())
counter = Counter()
counter.update({"k": "text"})
print(counter)
for change in lambda: counter.update(k="more"), lambda: Counter(k="a").update(k=1), lambda: Counter(k="a") + Counter(k=1):
    try:
        print(change(), counter)
    except TypeError as error:
        print(error)
letters = Counter("abca")
letters += {"a": 1, "q": 5}
letters -= {"b": 7}
print(letters, letters - Counter(a=9, z=-3), -Counter(a=-2, b=3), +letters)
try:
    letters &= {"a": 1}
except KeyError as error:
    print("KeyError", error)


class Telling(Counter):
    def __setitem__(self, key, value):
        print("set", key, value)
        super().__setitem__(key, value)


print(Telling("aab"), Telling({"c": 3}))
