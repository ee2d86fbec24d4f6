# Tasks take and give back locks, places and conditions in an order that a seed decides, and some are cancelled on the way.
import asyncio


def numbers(seed):
    while True:
        seed = (seed * 1103515245 + 12345) % 2147483648
        yield seed >> 16


async def worker(name, shared, numbers, log):
    lock, places, condition, flag = shared
    for step in range(6):
        what = next(numbers) % 5
        try:
            if what == 0:
                async with lock:
                    log.append((name, step, "lock"))
                    await asyncio.sleep(0)
            elif what == 1:
                async with places:
                    log.append((name, step, "place"))
                    await asyncio.sleep(0)
            elif what == 2:
                async with condition:
                    log.append((name, step, "waits"))
                    await condition.wait()
                    log.append((name, step, "notified"))
            elif what == 3:
                async with condition:
                    condition.notify(next(numbers) % 3)
                    log.append((name, step, "notifies"))
            else:
                flag.clear() if flag.is_set() else flag.set()
                if next(numbers) % 2:
                    await flag.wait()
                log.append((name, step, "flag"))
        except asyncio.CancelledError:
            log.append((name, step, "cancelled"))
            if next(numbers) % 2:
                raise


async def run(seed):
    source = numbers(seed)
    log = []
    shared = asyncio.Lock(), asyncio.Semaphore(2), asyncio.Condition(), asyncio.Event()
    tasks = [asyncio.create_task(worker(name, shared, source, log)) for name in range(6)]
    for _ in range(40):
        await asyncio.sleep(0)
        if next(source) % 3 == 0:
            tasks[next(source) % len(tasks)].cancel()
    for _ in range(200):
        if all(task.done() for task in tasks):
            break
        for task in tasks:
            task.cancel()
        await asyncio.sleep(0)
    lock, places, condition, flag = shared
    ends = "".join("c" if task.cancelled() else "." for task in tasks)
    order = sum(place * (7 * name + step + len(what)) for place, (name, step, what) in enumerate(log))
    return seed, ends, lock.locked(), places._value, condition.locked(), len(log), order


for seed in range(60):
    print(*asyncio.run(run(seed)))
