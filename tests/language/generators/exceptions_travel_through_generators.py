def inner():
    try:
        yield 1
    except KeyError as e:
        raise ValueError("translated") from e
    finally:
        log.append("inner")


def outer():
    try:
        yield from inner()
    except ValueError as e:
        log.append(f"outer saw {e!r} from {e.__cause__!r}")
        yield "recovered"
    finally:
        log.append("outer")


log = []
g = outer()
next(g)
print(g.throw(KeyError("k")), log)
print(next(g, "end"), log)


def consumer():
    total = 0
    while True:
        try:
            total += yield total
        except ZeroDivisionError:
            total = 0
        except TypeError as e:
            yield f"type error: {e}"


c = consumer()
next(c)
print(c.send(5), c.send(6), c.throw(ZeroDivisionError), c.send(1), c.send("x"), next(c))


def handled_in_caller():
    for i in range(3):
        try:
            yield i
        except Exception as e:
            print("inside", repr(e))


h = handled_in_caller()
try:
    for x in h:
        if x == 1:
            raise ValueError("in the loop body is not thrown in")
except ValueError as e:
    print(e, next(h))
