def collect(x, into=[]):
    into.append(x)
    return into


print(collect(1), collect(2), collect(3, []), collect.__defaults__)


def counter(state={"n": 0}):
    state["n"] += 1
    return state["n"]


print(counter(), counter(), counter({"n": 10}), counter())
