class Color:
    RED = "red"
    GREEN = "green"

    class Deep:
        BLUE = "blue"


def f(x):
    match x:
        case Color.RED | Color.GREEN as c:
            return f"colour {c}"
        case Color.Deep.BLUE:
            return "deep blue"
        case (1 | 2 | 3) as small:
            return f"small {small}"
        case [("a" | "b") as letter, int() as n] as whole:
            return f"{letter} {n} {whole}"
        case {"k": [x, _] | (_, _, x)}:
            return f"either {x}"
        case str() | bytes():
            return "stringish"


for x in ("red", "green", "blue", 2, ["a", 5], {"k": [1, 2]}, {"k": (1, 2, 3)}, "zzz", b"", 4):
    print(f(x))
