"""Random numbers of many distributions, from a generator that a seed determines."""

import _random
from math import acos, ceil, cos, e, exp, fabs, floor, isfinite, lgamma, log, log2, pi, sin, sqrt

__all__ = [
    "Random", "SystemRandom", "betavariate", "binomialvariate", "choice", "choices", "expovariate", "gammavariate",
    "gauss", "getrandbits", "getstate", "lognormvariate", "normalvariate", "paretovariate", "randbytes", "randint",
    "random", "randrange", "sample", "seed", "setstate", "shuffle", "triangular", "uniform", "vonmisesvariate",
    "weibullvariate",
]

NV_MAGICCONST = 4 * exp(-0.5) / sqrt(2.0)
LOG4 = log(4.0)
SG_MAGICCONST = 1.0 + log(4.5)
BPF = 53
RECIP_BPF = 2.0 ** -BPF
TWOPI = 2.0 * pi


def _index(number):
    # A range takes integers and what stands for them, and nothing else.
    return range(number).stop


def _first_above(limits, value):
    """The first place whose limit is above the value; the last place if there is none."""
    low, high = 0, len(limits) - 1
    while low < high:
        middle = (low + high) // 2
        if value < limits[middle]:
            high = middle
        else:
            low = middle + 1
    return low


def _running_totals(weights):
    totals, total = [], None
    for weight in weights:
        total = weight if total is None else total + weight
        totals.append(total)
    return totals


class Random(_random.Random):
    """A source of random numbers. Subclasses may bring their own `random` and `getrandbits`."""

    VERSION = 3

    def __init__(self, x=None):
        self.seed(x)
        self.gauss_next = None

    def __init_subclass__(cls, /, **kwargs):
        super().__init_subclass__(**kwargs)
        # Whichever of both methods a subclass brings last decides where whole numbers come from.
        for base in cls.__mro__:
            names = vars(base)
            if "_randbelow" in names:
                break
            if "getrandbits" in names:
                cls._randbelow = cls._randbelow_with_getrandbits
                break
            if "random" in names:
                cls._randbelow = cls._randbelow_without_getrandbits
                break

    def seed(self, a=None, version=2):
        """Start again from a number, text, bytes, or with None from the system's entropy."""
        if version == 1 and isinstance(a, (str, bytes)):
            text = a.decode("latin-1") if isinstance(a, bytes) else a
            x = ord(text[0]) << 7 if text else 0
            for character in text:
                x = (1000003 * x ^ ord(character)) & 0xFFFFFFFFFFFFFFFF
            x ^= len(text)
            a = -2 if x == -1 else x
        elif a is not None and not isinstance(a, (int, float, str, bytes, bytearray)):
            raise TypeError("The only supported seed types are:\nNone, int, float, str, bytes, and bytearray.")
        super().seed(a)
        self.gauss_next = None

    def getstate(self):
        """Everything that determines the numbers to come."""
        return self.VERSION, super().getstate(), self.gauss_next

    def setstate(self, state):
        """Go back to a state that `getstate` gave."""
        version = state[0]
        if version not in (2, 3):
            raise ValueError(
                f"state with version {version} passed to Random.setstate() of version {self.VERSION}")
        words = state[1]
        if version == 2:
            words = tuple(word % 2**32 for word in words)
        super().setstate(words)
        self.gauss_next = state[2]

    def __getstate__(self):
        return self.getstate()

    def __setstate__(self, state):
        self.setstate(state)

    def __reduce__(self):
        return self.__class__, (), self.getstate()

    # Whole numbers.

    def _randbelow_with_getrandbits(self, n):
        getrandbits = self.getrandbits
        bits = n.bit_length()
        number = getrandbits(bits)
        while number >= n:
            number = getrandbits(bits)
        return number

    def _randbelow_without_getrandbits(self, n, maxsize=1 << BPF):
        random = self.random
        if n >= maxsize:
            return floor(random() * n)
        # Numbers above the largest multiple of n would make some results likelier.
        limit = (maxsize - maxsize % n) / maxsize
        number = random()
        while number >= limit:
            number = random()
        return floor(number * maxsize) % n

    _randbelow = _random.Random._below

    def randbytes(self, n):
        """So many random bytes."""
        return self.getrandbits(n * 8).to_bytes(n, "little")

    def _in_range(self, start, stop, step):
        # What randrange() does where it is given more than small numbers.
        first = _index(start)
        if stop is None:
            if step != 1:
                raise TypeError("Missing a non-None stop argument")
            if first > 0:
                return self._randbelow(first)
            raise ValueError("empty range for randrange()")
        last = _index(stop)
        width = last - first
        stride = _index(step)
        if stride == 1:
            if width > 0:
                return first + self._randbelow(width)
            raise ValueError(f"empty range in randrange({start}, {stop})")
        if stride == 0:
            raise ValueError("zero step for randrange()")
        count = len(range(first, last, stride)) if abs(width) < 2**62 else -(-width // stride)
        if count <= 0:
            raise ValueError(f"empty range in randrange({start}, {stop}, {step})")
        return first + stride * self._randbelow(count)

    # Sequences.

    def _shuffle_any(self, x):
        # What shuffle() does where it is given no list.
        randbelow = self._randbelow
        for last in range(len(x) - 1, 0, -1):
            other = randbelow(last + 1)
            x[last], x[other] = x[other], x[last]

    def sample(self, population, k, *, counts=None):
        """So many items of a sequence, each place at most once."""
        if isinstance(population, (set, frozenset, dict)) or not hasattr(population, "__getitem__"):
            raise TypeError("Population must be a sequence.  For dicts or sets, use sorted(d).")
        n = len(population)
        if counts is not None:
            limits = _running_totals(counts)
            if len(limits) != n:
                raise ValueError("The number of counts does not match the population")
            total = limits.pop() if limits else 0
            if not isinstance(total, int):
                raise TypeError("Counts must be integers")
            if total < 0:
                raise ValueError("Counts must be non-negative")
            limits.append(total)
            return [population[_first_above(limits, place)] for place in self.sample(range(total), k=k)]
        if not 0 <= k <= n:
            raise ValueError("Sample larger than population or is negative")
        randbelow = self._randbelow
        # A set of the places taken is smaller than a copy of the population from about this size on.
        threshold = 21
        if k > 5:
            threshold += 4 ** ceil(log(k * 3, 4))
        if n > threshold:
            taken, result = set(), []
            for _ in range(k):
                place = randbelow(n)
                while place in taken:
                    place = randbelow(n)
                taken.add(place)
                result.append(population[place])
            return result
        pool, result = list(population), []
        for left in range(n, n - k, -1):
            place = randbelow(left)
            result.append(pool[place])
            pool[place] = pool[left - 1]
        return result

    def choices(self, population, weights=None, *, cum_weights=None, k=1):
        """So many items of a sequence, each time from all of them, by weight."""
        random, n = self.random, len(population)
        if cum_weights is None:
            if weights is None:
                n += 0.0
                return [population[floor(random() * n)] for _ in range(k)]
            if isinstance(weights, int):
                raise TypeError(f"The number of choices must be a keyword argument: k={weights!r}")
            cum_weights = _running_totals(weights)
        elif weights is not None:
            raise TypeError("Cannot specify both weights and cumulative weights")
        if len(cum_weights) != n:
            raise ValueError("The number of weights does not match the population")
        total = cum_weights[-1] + 0.0
        if total <= 0.0:
            raise ValueError("Total of weights must be greater than zero")
        if not isfinite(total):
            raise ValueError("Total of weights must be finite")
        return [population[_first_above(cum_weights, random() * total)] for _ in range(k)]

    # Distributions.

    def uniform(self, a, b):
        """A number from a to b, each as likely."""
        return a + (b - a) * self.random()

    def triangular(self, low=0.0, high=1.0, mode=None):
        """A number from low to high, likeliest at the mode."""
        u = self.random()
        try:
            peak = 0.5 if mode is None else (mode - low) / (high - low)
        except ZeroDivisionError:
            return low
        if u > peak:
            u, peak, low, high = 1.0 - u, 1.0 - peak, high, low
        return low + (high - low) * sqrt(u * peak)

    def normalvariate(self, mu=0.0, sigma=1.0):
        """A number of the normal distribution, by the ratio of uniforms (A. J. Kinderman, J. F. Monahan, 1977)."""
        random = self.random
        while True:
            u1, u2 = random(), 1.0 - random()
            z = NV_MAGICCONST * (u1 - 0.5) / u2
            if z * z / 4.0 <= -log(u2):
                return mu + z * sigma

    def gauss(self, mu=0.0, sigma=1.0):
        """A number of the normal distribution, from points on a circle, of which each gives two."""
        z, self.gauss_next = self.gauss_next, None
        if z is None:
            angle = self.random() * TWOPI
            radius = sqrt(-2.0 * log(1.0 - self.random()))
            z, self.gauss_next = cos(angle) * radius, sin(angle) * radius
        return mu + z * sigma

    def lognormvariate(self, mu, sigma):
        """A number whose logarithm is of the normal distribution."""
        return exp(self.normalvariate(mu, sigma))

    def expovariate(self, lambd=1.0):
        """A number of the exponential distribution; lambd is one over the mean."""
        return -log(1.0 - self.random()) / lambd

    def vonmisesvariate(self, mu, kappa):
        """An angle in radians around mu, the closer the larger kappa.

        The method is that of N. I. Fisher, 'Statistical Analysis of Circular Data', 1993, page 49.
        """
        random = self.random
        if kappa <= 1e-6:
            return TWOPI * random()
        s = 0.5 / kappa
        r = s + sqrt(1.0 + s * s)
        while True:
            z = cos(pi * random())
            d = z / (r + z)
            u = random()
            if u < 1.0 - d * d or u <= (1.0 - d) * exp(d):
                break
        q = 1.0 / r
        angle = acos((q + z) / (1.0 + q * z))
        return (mu + angle) % TWOPI if random() > 0.5 else (mu - angle) % TWOPI

    def gammavariate(self, alpha, beta):
        """A number of the gamma distribution, whose mean is alpha * beta."""
        if alpha <= 0.0 or beta <= 0.0:
            raise ValueError("gammavariate: alpha and beta must be > 0.0")
        if alpha == 1.0:
            return -log(1.0 - self.random()) * beta
        return beta * (self._peaked_gamma(alpha) if alpha > 1.0 else self._steep_gamma(alpha))

    def _peaked_gamma(self, alpha):
        """R. C. H. Cheng, 'The generation of gamma variables with non-integral shape parameter', 1977."""
        scale = sqrt(2.0 * alpha - 1.0)
        while True:
            u = self.random()
            if not 1e-7 < u < 0.9999999:
                continue
            z = u * u * (1.0 - self.random())
            v = log(u / (1.0 - u)) / scale
            x = alpha * exp(v)
            r = alpha - LOG4 + (alpha + scale) * v - x
            if r + SG_MAGICCONST - 4.5 * z >= 0.0 or r >= log(z):
                return x

    def _steep_gamma(self, alpha):
        """Method GS of J. H. Ahrens and U. Dieter, 'Computer methods for sampling from gamma distributions', 1974."""
        edge = (e + alpha) / e
        while True:
            p = edge * self.random()
            if p <= 1.0:
                x = p ** (1.0 / alpha)
                bound = exp(-x)
            else:
                x = -log((edge - p) / alpha)
                bound = x ** (alpha - 1.0)
            if self.random() <= bound:
                return x

    def betavariate(self, alpha, beta):
        """A number of the beta distribution, from 0 to 1."""
        y = self.gammavariate(alpha, 1.0)
        return y / (y + self.gammavariate(beta, 1.0)) if y else 0.0

    def paretovariate(self, alpha):
        """A number of the Pareto distribution."""
        return (1.0 - self.random()) ** (-1.0 / alpha)

    def weibullvariate(self, alpha, beta):
        """A number of the Weibull distribution."""
        return alpha * (-log(1.0 - self.random())) ** (1.0 / beta)

    def binomialvariate(self, n=1, p=0.5):
        """How many of n trials succeed, each with probability p."""
        if n < 0:
            raise ValueError("n must be non-negative")
        if not 0.0 <= p <= 1.0:
            raise ValueError("p must be in the range 0.0 <= p <= 1.0")
        if p in (0.0, 1.0):
            return n if p else 0
        if n == 1:
            return int(self.random() < p)
        if p > 0.5:
            return n - self.binomialvariate(n, 1.0 - p)
        return self._few_successes(n, p) if n * p < 10.0 else self._many_successes(n, p)

    def _few_successes(self, n, p):
        """Counts how many waits for a success, of geometric length, fit into n trials."""
        scale = log2(1.0 - p)
        if not scale:
            return 0
        count, place = -1, 0
        while place <= n:
            place += floor(log2(self.random()) / scale) + 1
            count += 1
        return count

    def _many_successes(self, n, p):
        """Rejection from a transformed hat: BTRS of W. Hörmann, 'The generation of binomial random variates', 1993."""
        random = self.random
        deviation = sqrt(n * p * (1.0 - p))
        b = 1.15 + 2.53 * deviation
        a = -0.0873 + 0.0248 * b + 0.01 * p
        centre, squeeze = n * p + 0.5, 0.92 - 4.2 / b
        likelihood = None
        while True:
            u = random() - 0.5
            inside = 0.5 - fabs(u)
            k = floor((2.0 * a / inside + b) * u + centre)
            if not 0 <= k <= n:
                continue
            v = random()
            if inside >= 0.07 and v <= squeeze:
                return k
            if likelihood is None:
                # Needed for one in seven at most.
                likelihood = _binomial_likelihood(n, p)
                alpha = (2.83 + 5.1 / b) * deviation
            if log(v * (alpha / (a / (inside * inside) + b))) <= likelihood(k):
                return k


def _binomial_likelihood(n, p):
    """The logarithm of how likely k successes are, against the likeliest number of them: a function of k."""
    odds = log(p / (1.0 - p))
    likeliest = floor((n + 1) * p)
    top = lgamma(likeliest + 1) + lgamma(n - likeliest + 1)
    return lambda k: top - lgamma(k + 1) - lgamma(n - k + 1) + (k - likeliest) * odds


class SystemRandom(Random):
    """Random numbers of the system: no seed, no state, and nobody can tell the next."""

    def random(self):
        """A float from 0 up to 1."""
        return (int.from_bytes(_random.entropy(7), "big") >> 3) * RECIP_BPF

    def getrandbits(self, k):
        """An integer of so many random bits."""
        if k < 0:
            raise ValueError("number of bits must be non-negative")
        size = (k + 7) // 8
        return int.from_bytes(_random.entropy(size), "big") >> (size * 8 - k)

    def randbytes(self, n):
        """So many random bytes."""
        return _random.entropy(n)

    def seed(self, *args, **kwds):
        """Nothing: there is no seed."""

    def _no_state(self, *args, **kwds):
        raise NotImplementedError("System entropy source does not have state.")

    getstate = setstate = _no_state


# The functions of the module are the methods of one generator.
_inst = Random()
for _name in __all__:
    if _name not in ("Random", "SystemRandom"):
        globals()[_name] = getattr(_inst, _name)
del _name
