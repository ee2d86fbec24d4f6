import asyncio


async def handle(reader, writer):
    while line := await reader.readline():
        writer.write(b"echo " + line)
        await writer.drain()
    writer.write(b"bye")
    writer.close()
    await writer.wait_closed()


async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    host, port = server.sockets[0].getsockname()[:2]

    async def client(n):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"client {n}\n".encode())
        first = await reader.readline()
        writer.write_eof()
        rest = await reader.read()
        writer.close()
        await writer.wait_closed()
        return first, rest, reader.at_eof()

    for result in await asyncio.gather(*(client(n) for n in range(3))):
        print(result)
    server.close()
    await server.wait_closed()
    print(server.is_serving())


asyncio.run(main())
