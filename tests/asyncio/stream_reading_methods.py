import asyncio


async def handle(reader, writer):
    writer.write(b"line one\nline two\nexactly10!until;rest" + b"x" * 200000)
    await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    print(await reader.readline())
    async for line in reader:
        print(line)
        break
    print(await reader.readexactly(10), await reader.readuntil(b";"), await reader.read(4))
    data = await reader.read()
    print(len(data), await reader.read(), await reader.readline(), reader.at_eof())
    try:
        await reader.readexactly(5)
    except asyncio.IncompleteReadError as error:
        print(error.partial, error.expected, error)
    writer.close()
    server.close()
    try:
        await asyncio.open_connection("127.0.0.1", port)
    except ConnectionRefusedError as error:
        print(type(error).__name__)


asyncio.run(main())
