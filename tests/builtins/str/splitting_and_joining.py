print("a b  c ".split(), "a,b,,c".split(","), "a,b,c".split(",", 1), " a b ".split(" "), "a b c".rsplit(None, 1), "a,b,c".rsplit(",", 1), "".split(), "".split(","))
print("one\ntwo\r\nthree\rfour".splitlines(), "a\n\nb\n".splitlines(True), "".splitlines(), "a\x0bb\x0cc\x1cd\x85e\u2028f".splitlines())
print("a-b-c".partition("-"), "a-b-c".rpartition("-"), "abc".partition("-"), "abc".rpartition("-"))
print(",".join(["a", "b"]), "".join("xyz"), "-".join([]), "-".join(["one"]), ", ".join(str(i) for i in range(3)), "ab".join({"k": 1}))
print(" x y\tz\n".split(maxsplit=1), "aXbXc".split(sep="X"), "  a  ".split(maxsplit=0), "a  b".split(" ", maxsplit=1), "\u3000x\u2003y".split())
for f in (lambda: "a".split(""), lambda: "a".partition(""), lambda: ",".join(["a", 1]), lambda: ",".join(5)):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
