def gen(name):
    try:
        yield 1
        yield 2
    finally:
        print("cleanup", name)


g = gen("deleted")
next(g)
del g
print("after del")


def use():
    g = gen("local")
    next(g)
    print("leaving")


use()
print("after use")
for x in gen("broken out of"):
    break
print("after break")
h = gen("rebound")
next(h)
h = None
print("after rebind")
never = gen("never started")
del never
print("end")
