# Sockets by hand: a pair, a server and a client on one machine, and what the loop does with them.
import asyncio
import socket

one, other = socket.socketpair()
one.sendall(b"hello")
print(other.recv(100), one.family == socket.AF_UNIX, one.type)
one.shutdown(socket.SHUT_WR)
print(other.recv(100))
one.close()
other.close()
print(one.fileno())

try:
    one.send(b"x")
except OSError as error:
    print(type(error).__name__, error)

with socket.create_server(("127.0.0.1", 0)) as server:
    client = socket.create_connection(server.getsockname())
    connection, address = server.accept()
    print(address == client.getsockname(), connection.getpeername() == address)
    client.settimeout(0.05)
    try:
        client.recv(10)
    except TimeoutError as error:
        print("timeout", error)
    client.setblocking(False)
    try:
        client.recv(10)
    except BlockingIOError as error:
        print("would block", error.errno)
    buffer = bytearray(4)
    connection.sendall(b"abcdef")
    client.settimeout(5)
    print(client.recv_into(buffer), buffer, client.recv(10))
    client.close()
    print(connection.recv(10))
    connection.close()
    port = server.getsockname()[1]

try:
    socket.create_connection(("127.0.0.1", port))
except ConnectionRefusedError as error:
    print("refused", error.errno)

try:
    socket.socket().bind("nowhere")
except TypeError as error:
    print(error)


async def main():
    loop = asyncio.get_running_loop()
    left, right = socket.socketpair()
    left.setblocking(False)
    right.setblocking(False)
    reading = asyncio.create_task(loop.sock_recv(right, 10))
    await asyncio.sleep(0)
    await loop.sock_sendall(left, b"later")
    print(await reading)
    seen = []
    loop.add_reader(right, lambda: seen.append(right.recv(10)))
    left.send(b"ready")
    while not seen:
        await asyncio.sleep(0.001)
    print(seen, loop.remove_reader(right), loop.remove_reader(right))
    left.close()
    right.close()
    try:
        await asyncio.open_connection("127.0.0.1", port)
    except ConnectionRefusedError as error:
        print(str(error).replace(str(port), "PORT"))


asyncio.run(main())
