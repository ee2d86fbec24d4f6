class C:
    async def method(self, x): return x
    @staticmethod
    async def static(): return "static"
    @classmethod
    async def cls(cls): return cls.__name__
    async def __call__(self): return "called"
    def __await__(self): return iter_value("awaited").__await__()


async def iter_value(v): return v


def run(c):
    try:
        c.send(None)
    except StopIteration as stop:
        return stop.value


async def main():
    c = C()
    return [await c.method(1), await C.static(), await C.cls(), await c(), await c, await (lambda: c.method(2))()]


print(run(main()))
import inspect

print(inspect.iscoroutinefunction(C.method), inspect.iscoroutinefunction(main), inspect.iscoroutine(5))
