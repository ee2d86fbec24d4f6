def one(a): pass
def defaults(a, b=2): pass
def only(a, /, b): pass
def onlys(a=1, b=2, /): pass
def keyword(a, *, b, c=3): pass
def rest(a, *r, b): pass
def surplus(a, /, **k): return a, k


def call(function, *arguments, **names):
    try:
        return function(*arguments, **names)
    except TypeError as error:
        return error


for function in [one, defaults, only, onlys, keyword, rest, surplus]:
    for count in range(5):
        for names in [{}, {"a": 0}, {"b": 0}, {"z": 0}, {"a": 0, "z": 0}, {"z": 0, "b": 0}, {"a": 0, "b": 0, "c": 0}]:
            print(function.__name__, count, list(names), call(function, *range(count), **names))
