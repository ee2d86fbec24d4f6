import random as r

for f in (
    lambda: r.randrange(0), lambda: r.randint(5, 1), lambda: r.choice([]), lambda: r.sample([1], 2), lambda: r.sample({1}, 1),
    lambda: r.seed([]), lambda: r.randrange(1.5), lambda: r.randrange(1, 5, 0), lambda: r.choices([1], [0]),
    lambda: r.choices([1], [1, 2]), lambda: r.getrandbits(-1), lambda: r.choices([1], 2), lambda: r.shuffle((1, 2)),
    lambda: r.randrange(5, 1, 2), lambda: r.randrange(5, step=2), lambda: r.SystemRandom().getstate(),
):
    try:
        print(f())
    except Exception as error:
        print(type(error).__name__, error)
system = r.SystemRandom()
print(0 <= system.random() < 1, system.randint(3, 3), len(system.randbytes(4)))
