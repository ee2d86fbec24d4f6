def value():
    print("value")
    return [1]


def target(name):
    print("target", name)
    return store


store = {}
target("a")["a"] = target("b")["b"] = value()
print(store, store["a"] is store["b"])
