x = 10
print(eval("x + 1"), eval("x * y", {"x": 2, "y": 3}), eval("a + b", {"a": 1}, {"b": 2}), eval("[i * x for i in range(3)]"))
print(eval("  1 + 1"), eval("(1,\n2)"), eval(b"3 * 4"), eval("lambda: 5")(), eval("__name__"))


def f():
    local = 1
    return eval("local + 1"), sorted(eval("locals()"))


print(f())
scope = {}
eval("1", scope)
print("__builtins__" in scope)
for source in ("x = 1", "", "1 +", "import os", "1; 2"):
    try:
        eval(source)
    except SyntaxError as error:
        print(error)
for bad in (5, None, []):
    try:
        eval(bad)
    except TypeError as error:
        print(error)
try:
    eval("1", 5)
except TypeError as error:
    print(error)
try:
    eval("undefined_name", {})
except NameError as error:
    print(error)
