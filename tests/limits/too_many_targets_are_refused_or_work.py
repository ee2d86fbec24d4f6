# oracle: a function here has at most 32,000 variables and temporaries; CPython has no such limit
def outcome(source):
    try:
        exec(source, {"range": range})
    except SyntaxError as error:
        return str(error)
    return "works"


names = ", ".join(f"a{number}" for number in range(20_000))
for source in [
    "(" + "a, " * 70_000 + ") = range(70_000)",
    "(" + "a, " * 40_000 + ") = range(40_000)",
    "(" + "a, " * 20_000 + ") = range(20_000)",
    f"def f(*, {', '.join(f'a{number}=1' for number in range(20_000))}): pass",
    f"def f():\n  {names} = range(20_000)\nf()",
    f"match range(70_000):\n  case [{'a, ' * 70_000}]: pass",
]:
    print(outcome(source))
