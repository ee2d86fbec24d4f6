import asyncio
import contextvars

var = contextvars.ContextVar("var", default="default")


async def child():
    print("child sees", var.get())
    var.set("child")
    await asyncio.sleep(0)
    print("child keeps", var.get())


async def main():
    print(var.get())
    token = var.set("main")
    t = asyncio.create_task(child())
    await t
    print("main keeps", var.get())
    await child()
    print("direct await shares", var.get())
    var.reset(token)
    print(var.get())
    asyncio.get_running_loop().call_soon(lambda: print("callback sees", var.get()))
    var.set("changed later")
    await asyncio.sleep(0)


asyncio.run(main())
