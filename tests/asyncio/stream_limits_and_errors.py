import asyncio


async def handle(reader, writer):
    try:
        while True:
            line = await reader.readline()
            if not line:
                break
            if line == b"long\n":
                writer.write(b"x" * 100 + b"\n")
            elif line == b"big\n":
                writer.write(b"y" * 1_000_000 + b"!")
            else:
                writer.write(line.upper())
            await writer.drain()
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=50)
    writer.write(b"long\n")
    try:
        await reader.readline()
    except ValueError as e:
        print(e)
    writer.close()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.writelines([b"one\n", b"two\n"])
    print(await reader.readline(), await reader.readline())
    writer.write(b"big\n")
    data = await reader.readuntil(b"!") if False else await reader.readexactly(1_000_001)
    print(len(data), data[-1:])
    waiting = asyncio.create_task(reader.readline())
    await asyncio.sleep(0)
    try:
        await reader.readline()
    except RuntimeError as e:
        print(e)
    waiting.cancel()
    print(writer.get_extra_info("peername")[1] == port, writer.is_closing(), writer.can_write_eof())
    writer.close()
    await writer.wait_closed()
    print(writer.is_closing())
    for bad in ("text", 5):
        try:
            writer.write(bad)
        except TypeError as e:
            print(e)
    async with server:
        print(server.is_serving())
    print(server.is_serving())


asyncio.run(main())
