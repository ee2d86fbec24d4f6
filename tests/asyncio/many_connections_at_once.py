import asyncio


async def handle(reader, writer):
    data = await reader.readexactly(4)
    writer.write(data[::-1])
    await writer.drain()
    writer.close()
    await writer.wait_closed()


async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]

    async def client(n):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(f"{n:04}".encode())
        answer = await reader.read()
        writer.close()
        return int(answer[::-1])

    print(sum(await asyncio.gather(*(client(n) for n in range(100)))))
    server.close()
    await server.wait_closed()


asyncio.run(main())
