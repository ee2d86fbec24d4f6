def measure(text): return len(text)


copy = type(measure)(measure.__code__, {})
print(copy("abc"), copy.__globals__)
print(measure("abcd"))


def unknown(): return nobody


try:
    type(unknown)(unknown.__code__, {})()
except NameError as error:
    print(error)


def keep():
    global kept
    kept = 1


space = {}
type(keep)(keep.__code__, space)()
print(space)
