import itertools as it


class Fails:
    def __init__(self): self.count = 0
    def __iter__(self): return self

    def __next__(self):
        self.count += 1
        if self.count in (2, 4):
            raise KeyError(self.count)
        if self.count > 5:
            raise StopIteration
        return self.count


class EndsTwice(Fails):
    def __next__(self):
        self.count += 1
        if self.count in (2, 5) or self.count > 8:
            raise StopIteration
        return self.count


class AsksBack(Fails):
    asking = None

    def __next__(self):
        self.count += 1
        if self.count == 2:
            try:
                print("  asked back:", next(self.asking))
            except Exception as error:
                print("  asked back:", repr(error))
        if self.count > 6:
            raise StopIteration
        return self.count


def drawn(iterator, most):
    got = []
    for _ in range(most):
        try:
            got.append(next(iterator))
        except Exception as error:
            got.append(type(error).__name__)
    return got


makers = [it.chain, it.cycle, it.accumulate, lambda s: it.islice(s, 1, 5, 2), lambda s: it.takewhile(lambda x: x < 5, s),
          lambda s: it.dropwhile(lambda x: x < 3, s), lambda s: it.filterfalse(lambda x: x % 2, s), it.pairwise,
          lambda s: it.batched(s, 2), lambda s: it.zip_longest(s, "ab", fillvalue=0), lambda s: it.tee(s)[0],
          lambda s: it.compress(s, it.cycle([1, 0, 1])), lambda s: it.starmap(pow, ((x, 2) for x in s))]
for make in makers:
    for kind in [Fails, EndsTwice, AsksBack]:
        source = kind()
        iterator = make(source)
        source.asking = iterator
        print(type(iterator).__name__, kind.__name__, drawn(iterator, 8))
