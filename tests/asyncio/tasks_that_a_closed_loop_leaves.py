import asyncio


async def name():
    return asyncio.current_task().get_name()


async def waiting():
    await asyncio.get_running_loop().create_future()


async def main():
    left = asyncio.create_task(waiting(), name="left")
    unmentioned = asyncio.create_task(waiting(), name="unmentioned")
    unmentioned._log_destroy_pending = False
    await asyncio.sleep(0)


# Tasks are numbered through all loops.
print(asyncio.run(name()), asyncio.run(name()))

loop = asyncio.new_event_loop()
loop.set_exception_handler(lambda loop, context: print(context["message"], context["task"].get_name()))
loop.run_until_complete(main())
loop.close()
print("closed")
