import asyncio
import os
import socket
import tempfile


class Receiver(asyncio.DatagramProtocol):
    def datagram_received(self, data, addr):
        print("received", data)
        received.set_result(None)


async def main(folder):
    global received
    loop = asyncio.get_running_loop()
    path = os.path.join(folder, "stream")
    server = await asyncio.start_unix_server(answer, path)
    print(os.path.exists(path))
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(b"hello\n")
    print(await reader.readline())
    writer.close()
    server.close()
    await server.wait_closed()
    print(os.path.exists(path), server.sockets)
    try:
        await asyncio.open_unix_connection(path)
    except FileNotFoundError as error:
        print(error.strerror)

    # The file of a server that ended badly is in nobody's way; any other file is.
    left = socket.socket(socket.AF_UNIX)
    left.bind(path)
    left.close()
    (await loop.create_unix_server(asyncio.Protocol, path, cleanup_socket=False)).close()
    print(os.path.exists(path))
    os.unlink(path)
    with open(path, "w"):
        pass
    try:
        await loop.create_unix_server(asyncio.Protocol, path)
    except OSError as error:
        print(type(error).__name__, str(error).replace(folder, "FOLDER"))

    # What has taken the place of a server's file stays.
    os.unlink(path)
    server = await loop.create_unix_server(asyncio.Protocol, path)
    os.rename(path, path + "2")
    with open(path, "w"):
        pass
    server.close()
    print(sorted(os.listdir(folder)))

    path = os.path.join(folder, "datagrams")
    received = loop.create_future()
    endpoint, _ = await loop.create_datagram_endpoint(Receiver, local_addr=path, family=socket.AF_UNIX)
    sender = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    sender.sendto(b"x", path)
    sender.close()
    await received
    endpoint.close()


async def answer(reader, writer):
    writer.write(await reader.readline())
    writer.close()


with tempfile.TemporaryDirectory() as folder:
    asyncio.run(main(folder))
