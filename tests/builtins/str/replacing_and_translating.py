s = "banana"
print(s.replace("a", "o"), s.replace("a", "o", 2), s.replace("", "-"), s.replace("ana", "X"), s.replace("zz", "y"), s.replace("a", ""), "".replace("", "x"), s.replace("n", "NN", count=1))
table = str.maketrans("abc", "xyz", "d")
print(table, "abcd".translate(table), "abc".translate({97: None, 98: "BB", "c": 1}), "abc".translate({97: 0x1F600}), str.maketrans({"a": "1", 98: None}))
for f in (lambda: str.maketrans("a", "bc"), lambda: str.maketrans({"ab": 1}), lambda: "a".translate({97: -1}), lambda: str.maketrans(5)):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)


class Table:
    def __getitem__(self, key):
        if key == ord("b"):
            raise LookupError
        return chr(key).upper()


print("abc".translate(Table()))
