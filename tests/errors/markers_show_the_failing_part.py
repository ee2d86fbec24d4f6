import traceback


def show(f):
    try:
        f()
    except Exception:
        traceback.print_exc()


class C:
    attribute = None


c = C()
d = {"a": {}}
items = [1]


def binary(): return 1 + items[0] * "x" - 2
def subscript(): return d["a"]["b"]["c"]
def call(): return c.attribute(1, 2)
def attribute(): return c.attribute.more.deeper
def index(): items[5] = 3
def nested(): return len(len([1]))
def unary(): return -items
def compare(): return 1 < items
def augmented():
    x = 1
    x += "a"
def unpack(): a, b = items
def delete(): del items[7]
def keyword(): return print(1, nothing=2)
def whole(): raise ValueError("whole line")


for f in (binary, subscript, call, attribute, index, nested, unary, compare, augmented, unpack, delete, keyword, whole):
    show(f)
