def gen():
    x = yield "assign"
    x += yield "augmented"
    a, b = (yield "left"), (yield "right")
    del [0, 1][(yield "del index")]
    assert (yield "assert"), (yield "never")
    if (yield "if"):
        for i in (yield "for"):
            while (yield "while"):
                break
    with (yield "with") as w:
        try:
            raise (yield "raise")
        except (yield "except") as e:
            print("caught", repr(e), w)
    print(*(yield "star"), **(yield "kwargs"))
    lam = lambda: (yield "in lambda")
    d = {(yield "key"): (yield "value"), **(yield "dict")}
    m = (yield "subject")
    match (yield "match"):
        case n if (yield "guard"):
            print("matched", n)
    print((yield "chain1") < (yield "chain2") < (yield "chain3"))
    print((yield "cond") if (yield "test") else (yield "other"))
    print((yield "or1") or (yield "or2"), not (yield "not"))
    print([1, 2, 3][(yield "lower"):(yield "upper")])
    return x, a, b, d, next(lam())


class CM:
    def __enter__(self): return "cm"
    def __exit__(self, *a): return False


answers = iter([1, 2, "L", "R", 0, True, True, [1], True, CM(), ValueError("v"), ValueError, ["s"], {"end": "!\n"}, "k", "v", {"z": 1}, 5, 6, True, 1, 2, 3, True, "yes", 0, 7, False, 0, 2])
g = gen()
names = [next(g)]
try:
    for answer in answers:
        names.append(g.send(answer))
except StopIteration as stop:
    print(stop.value)
print(names)
