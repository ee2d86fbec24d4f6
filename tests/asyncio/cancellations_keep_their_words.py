# calm: the words of the last child to end count, and a storm turns the order of the children
import asyncio


def chain(error):
    shown = []
    while error is not None:
        shown.append(repr(error))
        error = error.__cause__ or error.__context__
    return " <- ".join(shown)


async def sleeping():
    await asyncio.sleep(0.2)


async def converting():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        raise ValueError("converted") from None


async def renaming():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        raise asyncio.CancelledError("own words")


async def swallowing():
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        return "swallowed"


async def outcome(future):
    try:
        return await future
    except BaseException as error:
        return chain(error)


async def gathered(kinds, return_exceptions, cancel):
    gathering = asyncio.gather(*[kind() for kind in kinds], return_exceptions=return_exceptions)
    task = asyncio.create_task(outcome(gathering))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    cancel(gathering, task)
    print(" ", *[kind.__name__ for kind in kinds], return_exceptions, await task, gathering.cancelled())
    print("   ", await outcome(gathering))


async def main():
    ways = {
        "the gathering": lambda gathering, task: gathering.cancel("words"),
        "without words": lambda gathering, task: gathering.cancel(),
        "who waits": lambda gathering, task: task.cancel("words of the task"),
    }
    for name, cancel in ways.items():
        print(name)
        for return_exceptions in (False, True):
            for kind in (sleeping, converting, renaming, swallowing):
                await gathered([kind], return_exceptions, cancel)
                await gathered([kind, sleeping], return_exceptions, cancel)
                await gathered([sleeping, kind], return_exceptions, cancel)

    print("children")
    for words in ((), ("of the child",)):
        for return_exceptions in (False, True):
            child, other = asyncio.create_task(sleeping()), asyncio.create_task(sleeping())
            gathering = asyncio.gather(child, other, return_exceptions=return_exceptions)
            await asyncio.sleep(0)
            child.cancel(*words)
            print(" ", await outcome(gathering))
            await other

    print("twice")
    task = asyncio.create_task(asyncio.sleep(1))
    await asyncio.sleep(0)
    task.cancel("one")
    task.cancel("two")
    print(" ", await outcome(task), task.cancelling())
    print(" ", await outcome(task))


asyncio.run(main())
