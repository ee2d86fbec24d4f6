"""A kitchen over TCP: clients order dishes, cooks work from one queue, a slow dish is given up.

    taipan examples/kitchen.py
"""

import asyncio

MENU = {"soup": 0.02, "pasta": 0.04, "tart": 0.03, "risotto": 5.0}


class Kitchen:
    """Cooks take orders from a queue and hand each dish back through a future."""

    def __init__(self, cooks):
        self.orders = asyncio.Queue()
        self.served = 0
        self.cooks = [asyncio.create_task(self.cook(number)) for number in range(cooks)]

    async def cook(self, number):
        while True:
            dish, plate = await self.orders.get()
            try:
                await asyncio.sleep(MENU[dish])
            except KeyError:
                plate.set_exception(LookupError(f"no {dish} on the menu"))
            else:
                if not plate.done():
                    self.served += 1
                    plate.set_result(f"{dish} from cook {number}")

    async def order(self, dish):
        plate = asyncio.get_running_loop().create_future()
        await self.orders.put((dish, plate))
        return await asyncio.wait_for(plate, timeout=0.5)

    async def close(self):
        for cook in self.cooks:
            cook.cancel()
        await asyncio.gather(*self.cooks, return_exceptions=True)


def waiter(kitchen):
    """What the server does with each connection: one dish a line."""

    async def serve(reader, writer):
        while line := await reader.readline():
            dish = line.decode().strip()
            try:
                answer = await kitchen.order(dish)
            except TimeoutError:
                answer = f"sorry, {dish} takes too long"
            except LookupError as error:
                answer = f"sorry, {error}"
            writer.write(answer.encode() + b"\n")
            await writer.drain()
        writer.close()

    return serve


async def guest(port, dishes):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answers = []
    for dish in dishes:
        writer.write(dish.encode() + b"\n")
        answers.append((await reader.readline()).decode().strip())
    writer.close()
    return answers


async def main():
    kitchen = Kitchen(cooks=3)
    server = await asyncio.start_server(waiter(kitchen), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    tables = [["soup", "pasta"], ["tart", "pizza"], ["risotto", "soup"]]
    results = await asyncio.gather(*(guest(port, dishes) for dishes in tables))
    for number, (dishes, answers) in enumerate(zip(tables, results), start=1):
        for dish, answer in zip(dishes, answers):
            print(f"table {number}: {dish:<8} {answer}")
    print(f"{kitchen.served} dishes served")
    await kitchen.close()
    server.close()


asyncio.run(main())
