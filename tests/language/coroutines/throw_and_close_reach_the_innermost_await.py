class Pause:
    def __await__(self):
        try:
            yield "paused"
        except ValueError as error:
            print("pause caught", error)
            return "recovered"


async def inner():
    try:
        return await Pause()
    finally:
        print("inner finally")


async def outer():
    try:
        return await inner()
    finally:
        print("outer finally")


c = outer()
print(c.send(None))
try:
    c.throw(ValueError("thrown"))
except StopIteration as stop:
    print("result", stop.value)
c = outer()
c.send(None)
c.close()
print("closed")
c = outer()
c.send(None)
try:
    c.throw(KeyError("through"))
except KeyError as error:
    print(repr(error))
unstarted = outer()
unstarted.close()
try:
    unstarted.send(None)
except RuntimeError as error:
    print(error)
