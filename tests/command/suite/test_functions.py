# imported by tests_are_run, which runs its functions
import asyncio

from shared import answer

kept = []


def test_passes():
    assert answer == 42


def test_fails():
    print("said before")
    assert answer == 43, "the answer"


async def test_waits_an_hour():
    begun = asyncio.get_running_loop().time()
    await asyncio.sleep(3600)
    assert asyncio.get_running_loop().time() - begun >= 3600


async def test_raises():
    await asyncio.sleep(0)
    raise ValueError("inside")


async def test_leaves_a_task():
    kept.append(asyncio.create_task(asyncio.sleep(100), name="left"))
    await asyncio.sleep(0)


def test_leaves_a_descriptor():
    kept.append(open("/dev/null"))


def test_exits():
    raise SystemExit(3)


class TestMethods:
    def test_one(self):
        pass

    async def test_other(self):
        await asyncio.sleep(0.001)


def helper():
    raise AssertionError("no test")
