import sys
import types

sys.unraisablehook = lambda report: None


@types.coroutine
def pause(name):
    return (yield name)


async def plain():
    yield 1
    yield 2


async def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


async def slow():
    try:
        await pause("before")
        yield 1
    except GeneratorExit:
        await pause("closing")


def drive(step, act=lambda step: step.send(None)):
    try:
        return act(step)
    except BaseException as error:
        return f"{type(error).__name__}{error.args}"


makers = {"asend": lambda g: g.asend(None), "asend 5": lambda g: g.asend(5), "athrow": lambda g: g.athrow(KeyError("k")),
          "athrow 5": lambda g: g.athrow(5), "aclose": lambda g: g.aclose()}
acts = {"send": lambda s: s.send(None), "send 5": lambda s: s.send(5), "close": lambda s: s.close(),
        "throw": lambda s: s.throw(OSError("o")), "exit": lambda s: s.throw(GeneratorExit)}
for make in [plain, stubborn, slow]:
    for before in ["nothing", "a step", "an end", "a refusal"]:
        for maker in makers:
            for act in acts:
                generator = make()
                if before != "nothing":
                    drive(generator.asend(None))
                if before == "an end":
                    drive(generator.athrow(OSError))
                if before == "a refusal":
                    drive(generator.aclose())
                step = makers[maker](generator)
                print(make.__name__, before, maker, act, "->", drive(step, acts[act]), drive(step),
                      drive(generator.asend(None)), drive(generator.aclose()), generator.ag_running)
