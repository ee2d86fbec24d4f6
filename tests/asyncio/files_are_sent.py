import asyncio
import os
import socket
import tempfile


async def main(path):
    loop = asyncio.get_running_loop()
    received = asyncio.Queue()

    async def answer(reader, writer):
        received.put_nowait(await reader.read())
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    place = server.sockets[0].getsockname()
    for offset, count in ((0, None), (10, None), (0, 25), (5, 10)):
        reader, writer = await asyncio.open_connection(*place)
        with open(path, "rb") as file:
            print(await loop.sendfile(writer.transport, file, offset, count), file.tell())
        writer.close()
        print(len(await received.get()))
        sock = socket.socket()
        sock.setblocking(False)
        await loop.sock_connect(sock, place)
        with open(path, "rb") as file:
            print(await loop.sock_sendfile(sock, file, offset, count), file.tell())
        sock.close()
        print(len(await received.get()))
    sock = socket.socket()
    sock.setblocking(False)
    with open(path, "rb") as file, open(path) as text:
        for args in ((text,), (file, -1), (file, "x"), (file, 0, 0), (file, 0, "x"), (file, 0, -5)):
            try:
                await loop.sock_sendfile(sock, *args)
            except (ValueError, TypeError) as error:
                print(error)
    sock.close()
    server.close()
    print(await loop.getnameinfo(("127.0.0.1", 80), socket.NI_NUMERICHOST | socket.NI_NUMERICSERV))
    try:
        await loop.getnameinfo("127.0.0.1")
    except TypeError as error:
        print(error)


with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "file")
    with open(path, "wb") as file:
        file.write(b"0123456789" * 30000)
    asyncio.run(main(path))
