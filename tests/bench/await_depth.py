"""Resuming a task costs the same however deep its chain of awaits is.

Prints nanoseconds a resumption at depth 1, 10, 100 and 1000, and how the deepest compares with the shallowest.
"""

import asyncio
import sys
import time

ROUNDS = 20_000


async def down(depth, rounds):
    if depth > 1:
        return await down(depth - 1, rounds)
    for _ in range(rounds):
        await asyncio.sleep(0)


async def measure(depth):
    await down(depth, 100)
    begun = time.process_time()
    await down(depth, ROUNDS)
    return (time.process_time() - begun) / ROUNDS * 1e9


async def main():
    sys.setrecursionlimit(5000)
    costs = {depth: min([await measure(depth) for _ in range(3)]) for depth in (1, 10, 100, 1000)}
    for depth, cost in costs.items():
        print(f"metric depth_{depth} {cost:.0f} ns")
    print(f"metric deepest_to_shallowest {costs[1000] / costs[1]:.2f}")
    print("checksum", ROUNDS)


asyncio.run(main())
