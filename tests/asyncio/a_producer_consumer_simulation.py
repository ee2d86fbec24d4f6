import asyncio

import jumping_clock


class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = asyncio.Lock()

    async def withdraw(self, amount):
        async with self.lock:
            if self.balance < amount:
                raise ValueError("insufficient")
            before = self.balance
            await asyncio.sleep(0)
            self.balance = before - amount


async def main():
    account = Account(100)
    results = await asyncio.gather(*(account.withdraw(30) for _ in range(5)), return_exceptions=True)
    print([r if r is None else str(r) for r in results], account.balance)
    done = asyncio.Event()
    progress = []

    async def reporter():
        while not done.is_set():
            progress.append(len(progress))
            try:
                await asyncio.wait_for(done.wait(), 0.005)
            except TimeoutError:
                continue

    r = asyncio.create_task(reporter())
    await asyncio.sleep(0.02)
    done.set()
    await r
    print(len(progress) >= 2, r.done())
    limit = asyncio.Semaphore(3)
    active = []

    async def job(n):
        async with limit:
            active.append(n)
            assert len(active) <= 3
            await asyncio.sleep(0.001)
            active.remove(n)
            return n * n

    print(sum(await asyncio.gather(*map(job, range(10)))))


asyncio.run(main(), loop_factory=jumping_clock.loop)
