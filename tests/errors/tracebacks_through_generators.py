# exit: 1
def gen():
    yield 1
    raise ValueError("in the generator")


def delegate():
    yield from gen()


for x in delegate():
    print(x)
