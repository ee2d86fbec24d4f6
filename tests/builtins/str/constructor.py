print(str(), str(5), str(b"x"), str(b"caf\xc3\xa9", "utf-8"), str(b"\xff", "ascii", "replace"), str(object=1.5), str(bytearray(b"q"), encoding="ascii"), str(None), str([1, "a"]))


class S(str):
    def __str__(self): return "own str"
    def __repr__(self): return "own repr"


s = S("text")
print(s, repr(s), f"{s}", s + "!", str(s), len(s), "%s" % s, [s], s.upper(), type(s.upper()).__name__, s == "text")
print("abc".__len__(), "abc".__contains__("b"), "a".__add__("b"), "%d".__mod__(5), "a".__lt__("b"), "a".__lt__(1), "abc".__getitem__(1), "a".__hash__() == hash("a"))
