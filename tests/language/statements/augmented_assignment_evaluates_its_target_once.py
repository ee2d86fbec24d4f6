class Box:
    def __init__(self):
        self.items = {"k": 1}

    def __getitem__(self, key):
        print("get", key)
        return self.items[key]

    def __setitem__(self, key, value):
        print("set", key, value)
        self.items[key] = value


def box():
    print("box")
    return the_box


def key():
    print("key")
    return "k"


the_box = Box()
box()[key()] += 10
print(the_box.items)
