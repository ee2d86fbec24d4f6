s = "abracadabra"
print(s.find("bra"), s.find("bra", 2), s.find("zz"), s.rfind("bra"), s.index("cad"), s.rindex("a"), s.count("a"), s.count("abra"), s.count(""), s.find(""))
print(s.startswith("abr"), s.startswith(("x", "a")), s.endswith("bra"), s.endswith("bra", 0, 4), s.startswith("bra", 1), s.startswith(""), s.find("a", -3), s.find("a", 3, 5))
print("cad" in s, "" in s, "zz" in s, s.count("a", 3), s.count("a", 3, 6), s.find("", 20), s.find("", 11), s.rfind("", 3), "".find(""), "".count(""))
for f in (lambda: s.index("zz"), lambda: s.rindex("zz"), lambda: s.find(5), lambda: 5 in s, lambda: s.startswith((1,))):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
print("日本語日本".find("本", 2), "日本語".index("語"), "é" * 3, "naïve".count("ï"), "😀a😀".rfind("😀"))
