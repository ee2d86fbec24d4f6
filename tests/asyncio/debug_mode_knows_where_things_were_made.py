import asyncio
import functools
import logging
import re
import time


def shown(thing):
    return re.sub(r"(/[^ ]*/lib/python3\.13/|<frozen )[^ >:]+>?(:\d+)?", "LIBRARY", repr(thing))


def function(*args, **options):
    pass


def slow():
    time.sleep(0.02)


class Slowness(logging.Handler):
    def emit(self, record):
        if "slow()" in record.getMessage():
            print(record.levelname, record.getMessage().partition(" took ")[0])


async def main():
    loop = asyncio.get_running_loop()
    logging.getLogger("asyncio").addHandler(Slowness())
    print(shown(loop.call_soon(function, 1, "x")))
    print(re.sub(r"when=[\d.]+", "when=T", shown(loop.call_later(1, function, 1))))
    print(shown(loop.call_soon(functools.partial(function, 1, k=2), 3)))
    print(shown(loop.create_future()).partition(" created at ")[:2])
    task = asyncio.create_task(asyncio.sleep(0))
    print(shown(task).partition(" created at ")[:2], any(frame.name == "main" for frame in task._source_traceback))
    failing = loop.create_future()
    failing.set_exception(ValueError("nobody asks"))
    loop.set_exception_handler(lambda loop, context: print(context["message"], sorted(context)))
    del failing
    loop.call_soon(lambda: 1 / 0)
    await task
    loop.slow_callback_duration = 0.01
    loop.call_soon(slow)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    loop.set_debug(False)
    print(shown(loop.call_soon(function, 1, "x")), loop.create_future()._source_traceback)


asyncio.run(main(), debug=True)
