def f(x):
    match x:
        case []:
            return "empty"
        case [1, *rest] if len(rest) > 3:
            return f"long {rest}"
        case [1, *rest]:
            return f"one then {rest}"
        case (first, *_, last) if first == last:
            return f"same ends {first}"
        case [[a, b], [c, d]]:
            return f"matrix {a} {b} {c} {d}"
        case [*start, "end"]:
            return f"ends after {start}"
        case int(), str():
            return "int, str"
        case *all_of_it,:
            return f"all {all_of_it}"
        case _:
            return "no sequence"


class Seq:
    def __len__(self): return 2
    def __getitem__(self, i): return i


for x in ([], (), [1], [1, 2], [1, 2, 3, 4, 5], (7, 8, 7), [[1, 2], (3, 4)], ["a", "end"], (5, "x"), range(3), "string", b"bytes",
          bytearray(b"x"), {1, 2}, iter([1]), Seq(), {0: 1}, (x for x in "a")):
    print(f(x))
