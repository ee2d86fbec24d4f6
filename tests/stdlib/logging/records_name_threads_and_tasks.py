import asyncio
import logging
import sys
import threading

logging.basicConfig(stream=sys.stdout, format="%(threadName)s %(taskName)s: %(message)s")
logging.warning("before")


async def main():
    logging.warning("in a task")
    asyncio.get_running_loop().call_soon(logging.warning, "in no task")
    await asyncio.sleep(0)


with asyncio.Runner() as runner:
    runner.run(main())

thread = threading.Thread(target=logging.warning, args=["in a thread"], name="worker")
thread.start()
thread.join()


class Nested(logging.Handler):
    """A handler that reports while it holds its lock."""

    def emit(self, record):
        print(record.getMessage(), self.lock is not None, record.thread == threading.get_ident())
        if record.msg == "outer":
            self.handle(logging.makeLogRecord({"msg": "inner", "thread": threading.get_ident()}))


Nested().handle(logging.makeLogRecord({"msg": "outer", "thread": 0}))
