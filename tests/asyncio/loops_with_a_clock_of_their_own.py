import asyncio
from asyncio import base_events


class Selector:
    def select(self, timeout):
        return []


class Loop(base_events.BaseEventLoop):
    def __init__(self, start):
        super().__init__()
        self.now = start
        self.wanted = []
        self._selector = Selector()

    def time(self):
        return self.now

    def _run_once(self):
        super()._run_once()
        if self.wanted:
            self.now = max(self.now, min(self.wanted))
            self.wanted.remove(min(self.wanted))

    def call_at(self, when, callback, *args, context=None):
        self.wanted.append(when)
        return super().call_at(when, callback, *args, context=context)

    def _process_events(self, events):
        assert events == []

    def _write_to_self(self):
        pass


async def main():
    loop = asyncio.get_running_loop()
    print(type(loop).__name__, loop.time())
    await asyncio.sleep(100)
    print(loop.time())
    try:
        await asyncio.wait_for(asyncio.sleep(50), 10)
    except TimeoutError:
        print("too late at", loop.time())
    print(await asyncio.gather(asyncio.sleep(3, "a"), asyncio.sleep(1, "b")))
    handle = loop.call_later(5, print, "called")
    print(float(handle.when() - loop.time()), handle.cancelled())
    await asyncio.sleep(7)


loop = Loop(1000)
loop.run_until_complete(main())
print(asyncio.TimerHandle(3.5, print, (), loop).when())
loop.close()
