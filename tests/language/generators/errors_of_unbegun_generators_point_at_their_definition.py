import traceback


def generator():
    """Its body begins later."""
    try:
        yield 1
    except ValueError:
        print("never")


async def coroutine():

    await None


def parameters(first,
               second=2):
    yield first


late = lambda: (yield)
for made in [generator(), coroutine(), parameters(1), late()]:
    try:
        made.throw(ValueError("at once"))
    except ValueError:
        traceback.print_exc()
    try:
        print(made.send(None))
    except (StopIteration, RuntimeError) as end:
        print(repr(end))
