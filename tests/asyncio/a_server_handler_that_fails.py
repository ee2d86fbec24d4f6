import asyncio


async def handle(reader, writer):
    await reader.readline()
    raise ValueError("in the handler")


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda loop, context: print(context["message"], repr(context["exception"])))
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"x\n")
    print(await reader.read())
    writer.close()
    server.close()


asyncio.run(main())
