import random as r

r.seed(42)
print(r.random(), r.randint(1, 100), r.randrange(0, 100, 7), r.choice("abcdef"), r.uniform(1, 5), r.getrandbits(100), r.getrandbits(5))
items = list(range(20))
r.shuffle(items)
print(items)
print(r.sample(range(1000), 5), r.sample("abcdefgh", 8), r.sample(range(100), 50), r.sample(["a", "b"], counts=[3, 4], k=5))
print(r.choices([1, 2, 3], k=5), r.choices("abc", [5, 1, 1], k=6), r.choices("abc", cum_weights=[1, 2, 30], k=6))
print(r.gauss(), r.gauss(1, 2), r.gauss(0, 1), r.normalvariate(), r.expovariate(2), r.triangular(), r.triangular(1, 5, 2))
print(r.betavariate(2, 3), r.gammavariate(2, 3), r.gammavariate(0.5, 1), r.paretovariate(3), r.weibullvariate(1, 2), r.vonmisesvariate(0, 4))
print(r.binomialvariate(10, 0.3), r.binomialvariate(100, 0.4), r.binomialvariate(1000, 0.9), r.binomialvariate(), r.randbytes(5))
for seed in ("hello", b"bytes", bytearray(b"x"), 3.5, -7, 0, 10**50, True, "", 2**32, "é"):
    r.seed(seed)
    print(seed, r.random(), r.randint(0, 10**20))
state = r.getstate()
print(r.random() == (r.setstate(state), r.random())[1], len(state), len(state[1]), state[0])


class Quarter(r.Random):
    def random(self):
        return 0.25


print(Quarter().randint(1, 10), Quarter(5).choice("abcd"))
