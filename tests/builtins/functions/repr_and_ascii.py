print(repr("x"), ascii("é"), repr([1, "a", None]), repr({"k": (1,)}), repr(1.0), repr(b"x"), repr(...), repr(None), repr(range(3)), repr(slice(1)), repr(int), repr({1}), repr(frozenset()))
print(ascii(["é", {"ü": "日"}]), ascii("\n"), ascii("😀"), format(255, "x"), format("a", ">3"), str([1, "é"]), repr(type), repr(ValueError("x", 1)), repr(object), repr(zip), repr(list[int]), repr(int | None))
print([repr(x).split(" at ")[0] for x in (object(), lambda: 1, (i for i in ()), iter([]), map(str, []), zip(), enumerate([]), filter(None, []), reversed([]), open)][:9])
