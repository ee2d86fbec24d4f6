"""Memory of a sleeping task: tasks that all wait on one event. `metric` gives bytes a task by the system's count."""

import asyncio
import sys

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000


def resident():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * 4096


async def sleeper(event):
    await event.wait()


async def main():
    event = asyncio.Event()
    before = resident()
    tasks = [asyncio.create_task(sleeper(event)) for _ in range(COUNT)]
    await asyncio.sleep(0)
    print(f"metric bytes_a_task {(resident() - before) / COUNT:.0f}")
    event.set()
    await asyncio.gather(*tasks)
    print("checksum", COUNT)


asyncio.run(main())
