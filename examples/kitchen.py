"""A kitchen: guests order dishes, cooks work from one queue, a slow dish is given up.

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


async def guest(kitchen, dishes):
    answers = []
    for dish in dishes:
        try:
            answers.append(await kitchen.order(dish))
        except TimeoutError:
            answers.append(f"sorry, {dish} takes too long")
        except LookupError as error:
            answers.append(f"sorry, {error}")
    return answers


async def main():
    kitchen = Kitchen(cooks=3)
    tables = [["soup", "pasta"], ["tart", "pizza"], ["risotto", "soup"]]
    results = await asyncio.gather(*(guest(kitchen, dishes) for dishes in tables))
    for number, (dishes, answers) in enumerate(zip(tables, results), start=1):
        for dish, answer in zip(dishes, answers):
            print(f"table {number}: {dish:<8} {answer}")
    print(f"{kitchen.served} dishes served")
    await kitchen.close()


asyncio.run(main())
