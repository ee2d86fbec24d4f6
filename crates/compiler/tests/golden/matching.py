def f(x):
    match x:
        case 0 | 1:
            return "small"
        case [a, *rest] if rest:
            return a
        case {"key": value, **others}:
            return value, others
        case Point(x=0, y=y) as point:
            return point, y
        case None:
            return
        case _:
            return x
