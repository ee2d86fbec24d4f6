def evaluate(expr):
    match expr:
        case int() | float():
            return expr
        case ("+", *operands):
            return sum(evaluate(o) for o in operands)
        case ("*", first, *rest):
            result = evaluate(first)
            for o in rest:
                result *= evaluate(o)
            return result
        case ("let", name, value, body):
            return evaluate(substitute(body, name, evaluate(value)))
        case _:
            raise ValueError(f"cannot evaluate {expr!r}")


def substitute(expr, name, value):
    match expr:
        case str(s) if s == name:
            return value
        case (op, *args):
            return (op, *(substitute(a, name, value) for a in args))
        case other:
            return other


print(evaluate(("+", 1, ("*", 2, 3, 4), ("let", "x", ("+", 1, 1), ("*", "x", "x")))))
for command in ["go north", "go", "take the lamp", "quit", ""]:
    match command.split():
        case ["go", direction]:
            print("going", direction)
        case ["go"]:
            print("where?")
            continue
        case ["take", *things]:
            print("taking", *things)
        case ["quit"]:
            break
    print("next")
else:
    print("never")
