def f(x):
    match x:
        case {"type": "circle", "r": r}:
            return f"circle {r}"
        case {"type": str(kind), **rest}:
            return f"{kind} {rest}"
        case {1: [a, b], None: c}:
            return f"{a} {b} {c}"
        case {"nested": {"deep": value}}:
            return f"deep {value}"
        case {}:
            return "some mapping"
        case _:
            return "no mapping"


class Default(dict):
    def __missing__(self, key): return "missing is not asked"


for x in ({"type": "circle", "r": 2}, {"type": "square", "side": 3, "x": 0}, {1: (5, 6), None: 7, "extra": 8},
          {"nested": {"deep": 1}}, {}, {"type": 5}, [], Default()):
    print(f(x))
