import asyncio
import re


def shown(thing):
    return re.sub(r"(fd=|descriptor )\d+", r"\1N", re.sub(r"\('127.0.0.1', \d+\)", "PLACE", str(thing)))


async def main():
    loop = asyncio.get_running_loop()
    server = await asyncio.start_server(lambda reader, writer: None, "127.0.0.1", 0)
    print(shown(server))
    reader, writer = await asyncio.open_connection("127.0.0.1", server.sockets[0].getsockname()[1])
    transport, sock = writer.transport, writer.get_extra_info("socket")
    print(shown(transport), shown(sock), shown(writer), shown(reader), sep="\n")
    for act in (lambda: sock.setblocking(True), lambda: sock.settimeout(1), lambda: sock.recv(1), lambda: sock.send(b"")):
        try:
            act()
        except (ValueError, AttributeError) as error:
            print(error)
    print(sock.gettimeout(), sock.settimeout(0), sock.family, sock.type)
    for watch in (loop.add_reader, loop.add_writer):
        try:
            watch(sock.fileno(), print)
        except RuntimeError as error:
            print(shown(error))
    transport.pause_reading()
    print(shown(transport))
    writer.write_eof()
    for send in (lambda: writer.write(b"x"), lambda: writer.writelines([b"x"]), lambda: transport.write("x")):
        try:
            send()
        except (RuntimeError, TypeError) as error:
            print(error)
    writer.close()
    print(shown(transport))
    await writer.wait_closed()
    print(shown(transport))
    endpoint, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, local_addr=("127.0.0.1", 0))
    print(shown(endpoint), type(endpoint).__name__)
    try:
        endpoint.sendto("text", ("127.0.0.1", 1))
    except TypeError as error:
        print(error)
    endpoint.close()
    print(shown(endpoint))
    server.close()
    print(server)


asyncio.run(main())
