import asyncio


async def main(x):
    return x * 2


print(asyncio.run(main(21)))


async def fails():
    raise ValueError("out of run")


try:
    asyncio.run(fails())
except ValueError as error:
    print(error)
try:
    asyncio.run(5)
except (TypeError, ValueError) as error:
    print(error)


async def nested():
    inner = main(1)
    try:
        asyncio.run(inner)
    except RuntimeError as error:
        print(error)
    inner.close()


asyncio.run(nested())
