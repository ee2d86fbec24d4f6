class Pause:
    def __await__(self):
        yield


async def inner():
    await Pause()


async def outer():
    await inner()


c = outer()
print(c.cr_await, c.cr_suspended)
c.send(None)
print(c.cr_await.__name__, type(c.cr_await.cr_await).__name__, c.cr_suspended, c.cr_frame.f_lineno)
c.close()
print(c.cr_await)
