import asyncio


def generator():
    print(made.gi_frame.f_lineno)
    yield
    kept = 5
    print(made.gi_frame.f_lineno, made.gi_frame.f_locals)
    yield from inner()


def inner():
    print("inside", made.gi_frame.f_lineno)
    yield


made = generator()
print(made.gi_frame.f_lineno)
for _ in made:
    print("suspended", made.gi_frame.f_lineno)
print(made.gi_frame)


async def helper():
    coroutine = asyncio.current_task().get_coro()
    print(coroutine.cr_frame.f_lineno)
    await asyncio.sleep(0)


async def main():
    print(asyncio.current_task().get_coro().cr_frame.f_lineno)

    print(asyncio.current_task().get_coro().cr_frame.f_lineno)
    await helper()
    print(repr(asyncio.current_task()).partition(" cb=")[0])


asyncio.run(main())
