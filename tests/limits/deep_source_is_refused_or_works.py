for name, source in (
    ("parentheses", "(" * 250 + ")" * 250),
    ("brackets", "[" * 150 + "]" * 150),
    ("unary", "-" * 50 + "1"),
    ("not", "not " * 50 + "1"),
    ("attributes", "x" + ".real" * 500),
    ("sum", "+".join(["1"] * 3000)),
    ("and", " and ".join(["1"] * 3000)),
    ("comparisons", "<".join(str(i) for i in range(1000))),
    ("calls", "(lambda: x)" + "" * 10),
    ("strings", "'a' " * 3000),
    ("subscripts", "x" if False else "d" + "[0]" * 90),
):
    d = [0]
    d[0] = d
    try:
        value = eval(source, {"x": 1, "d": d})
        print(name, type(value).__name__)
    except (SyntaxError, RecursionError, MemoryError) as error:
        print(name, type(error).__name__, error)
print(len("x=" * 500))
scope = {}
exec("=".join(f"v{i}" for i in range(500)) + "=1", scope)
print(scope["v499"])
exec("if 1:\n" + "\n".join(" " * (i + 1) + "if 1:" for i in range(90)) + "\n" + " " * 91 + "reached = True", scope)
print(scope["reached"])
for depth in (99, 120):
    try:
        exec("\n".join(" " * i + "if 1:" for i in range(depth)) + "\n" + " " * depth + "pass")
        print(depth, "fine")
    except (SyntaxError, RecursionError) as error:
        print(depth, type(error).__name__, str(error).split(" (")[0])
try:
    exec("\n".join(" " * i + "for x in y:" for i in range(25)) + "\n" + " " * 25 + "pass")
except SyntaxError as error:
    print(str(error).split(" (")[0])
