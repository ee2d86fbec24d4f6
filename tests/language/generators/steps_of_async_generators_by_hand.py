def t(f, *a):
    try:
        print(f(*a))
    except BaseException as e:
        print(type(e).__name__, e)


async def agen():
    try:
        yield 1
        yield 2
    except ZeroDivisionError:
        yield 1000


it = agen()
t(it.__anext__().send, None)
t(it.__anext__().throw, ZeroDivisionError())
t(it.asend(None).send, None)
t(agen().__anext__().send, 100)


async def echo():
    v = yield 1
    v = yield v
    yield v * 100


it = echo()
t(it.__anext__().send, None)
t(it.__anext__().send, 10)
t(it.__anext__().send, 12)
step = agen().aclose()
t(step.throw, GeneratorExit())
t(step.throw, GeneratorExit())
step = agen().athrow(ValueError())
t(step.throw, ValueError(1))
t(step.throw, ValueError(2))
