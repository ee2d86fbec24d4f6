# Lists, sorted lists and unpacked arguments of strings, dicts and sets, and of what is derived from them.


class Text(str):
    def __iter__(self):
        return iter(["own", "items"])


class Table(dict):
    def __iter__(self):
        return iter("zyx")


class Members(set):
    def __iter__(self):
        return iter("cab")


print(list("abc"), list("aé€😀\ud800") == ["a", "é", "€", "😀", "\ud800"], list(""), [*"xyz"])
print(list(Text("abc")), sorted(Text("abc")), [*Text("abc")])
print(list(Table(a=1)), sorted(Table(a=1)), tuple(Table(a=1)), [*Table(a=1)])
print(list(Members("pq")), sorted(Members("pq")), tuple(Members("pq")), [*Members("pq")])
print(list({"b": 1, "a": 2}), sorted({"b": 1, "a": 2}), tuple({"b": 1, "a": 2}), max({"b": 1, "a": 2}))
print(sorted({3, 1, 2}), sorted(frozenset("cab")), tuple({1}), list(frozenset([7])), sum({1, 2, 3}))
print("-".join({"only": 1}), "-".join("abc"), "-".join({"x"}))

letters = ["a"]
letters.extend("bc")
letters += "de"
letters[1:2] = "xyz"
print(letters, [letter for letter in "aé€😀"], list(zip("ab", "é€")), list(enumerate("é")))


def count(*args):
    return len(args)


print(count(*"hello"), count(*{1: 2, 3: 4}), count(*{5, 6}), count(*Table(a=1)), count(*Members()))
table = {n: n for n in range(10)}
for n in (0, 3, 9):
    del table[n]
print(list(table), sorted(table, reverse=True), tuple(table))
