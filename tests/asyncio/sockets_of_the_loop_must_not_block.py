import asyncio
import socket


async def main():
    loop = asyncio.get_running_loop()
    loop.slow_callback_duration = 60
    near, far = socket.socketpair(type=socket.SOCK_DGRAM)
    address = ("127.0.0.1", 1)
    calls = {
        "sock_recv": (1,), "sock_recv_into": (bytearray(1),), "sock_recvfrom": (1,), "sock_recvfrom_into": (bytearray(1),),
        "sock_sendall": (b"x",), "sock_sendto": (b"x", address), "sock_connect": (address,), "sock_accept": (),
    }
    for name, args in calls.items():
        try:
            await getattr(loop, name)(near, *args)
        except ValueError as error:
            print(name, error)
    loop.set_debug(False)
    receiver, sender = (socket.socket(type=socket.SOCK_DGRAM) for _ in range(2))
    for sock in (receiver, sender):
        sock.setblocking(False)
        sock.bind(("127.0.0.1", 0))
    buffer = bytearray(8)
    for text in (b"one", b"two"):
        print(await loop.sock_sendto(sender, text, receiver.getsockname()))
    data, place = await loop.sock_recvfrom(receiver, 10)
    print(data, place == sender.getsockname())
    size, place = await loop.sock_recvfrom_into(receiver, buffer)
    print(buffer[:size], place == sender.getsockname())
    waiting = asyncio.create_task(loop.sock_recvfrom(receiver, 10))
    await asyncio.sleep(0)
    await loop.sock_sendto(sender, b"later", receiver.getsockname())
    print((await waiting)[0])
    for sock in (near, far, receiver, sender):
        sock.close()


asyncio.run(main(), debug=True)
