def gen():
    while True:
        try:
            value = yield "waiting"
            print("value", value)
        except ValueError as error:
            print("caught", error)
            yield "from handler"
        finally:
            print("finally")


g = gen()
next(g)
print(g.throw(ValueError("one")))
print(next(g))
try:
    g.throw(KeyError("two"))
except KeyError as error:
    print("came out", repr(error))
print(next(g, "dead"))
fresh = gen()
try:
    fresh.throw(TypeError("never started"))
except TypeError as error:
    print(error, next(fresh, "dead"))
for bad in (5, "x", None):
    try:
        gen().throw(bad)
    except TypeError as error:
        print(error)
try:
    gen().throw(IndexError)
except IndexError as error:
    print(repr(error))
