class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration
        self.n -= 1
        return self.n + 1


print(list(Countdown(3)), max(Countdown(5)), [x for x in Countdown(2)], dict(zip("ab", Countdown(2))))
c = Countdown(4)
print(next(c), next(c), list(c), list(c), next(c, "done"))
it = iter(Countdown(2).__next__, 1)
print(list(it))


class Raises:
    def __iter__(self): return self
    def __next__(self): raise ValueError("from next")


for f in (lambda: list(Raises()), lambda: [*Raises()], lambda: sum(Raises()), lambda: "x" in Raises()):
    try:
        f()
    except ValueError as error:
        print(error)
