def drive(step):
    try:
        return step.send(None)
    except BaseException as error:
        return f"{type(error).__name__}({error})"


async def g():
    try:
        yield 1
    except GeneratorExit:
        yield 2


a = g()
print(drive(a.aclose()), drive(a.asend(None)), drive(a.athrow(KeyError("k"))))
b = g()
print(drive(b.asend(None)), drive(b.aclose()), drive(b.aclose()), drive(b.asend(None)))
c = g()
step = c.__anext__()
print(drive(step), drive(step), step.close(), drive(c.athrow(ValueError)))
