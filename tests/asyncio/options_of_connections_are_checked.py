import asyncio
import socket


async def tried(call):
    try:
        made = await call
        made = made[0] if isinstance(made, tuple) else made
        made.close()
        return "made"
    except Exception as error:
        text = str(error).split("<")[0].replace(str(port), "PORT")
        return f"{type(error).__name__}: {text}"


async def main():
    global port
    loop = asyncio.get_running_loop()
    server = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    stream, datagrams = socket.socket(), socket.socket(type=socket.SOCK_DGRAM)
    unix = socket.socket(socket.AF_UNIX)

    def connection(*place, **options):
        return loop.create_connection(asyncio.Protocol, *place, **options)

    for options in ({"server_hostname": "h"}, {"ssl_handshake_timeout": 1}, {"ssl_shutdown_timeout": 1}, {"sock": stream},
                    {"local_addr": ("127.0.0.1", 0)}, {"happy_eyeballs_delay": 1}, {"interleave": 1}, {"wrong": 1}):
        print(sorted(options), await tried(connection("127.0.0.1", port, **options)) if "wrong" not in options else "")
    for call in (
            lambda: connection(), lambda: connection("127.0.0.1", 99999), lambda: connection(sock=datagrams),
            lambda: connection(sock=stream, server_hostname="h"), lambda: connection("127.0.0.1", 1, all_errors=True),
            lambda: asyncio.open_connection("127.0.0.1", 1), lambda: connection("127.0.0.1", 1, local_addr=("::1", 0)),
            lambda: loop.create_server(asyncio.Protocol), lambda: loop.create_server(asyncio.Protocol, "h", 1, sock=stream),
            lambda: loop.create_server(asyncio.Protocol, sock=datagrams),
            lambda: loop.create_server(asyncio.Protocol, "127.0.0.1", 0, ssl=True),
            lambda: loop.create_server(asyncio.Protocol, "127.0.0.1", 0, ssl_handshake_timeout=1),
            lambda: loop.create_server(asyncio.Protocol, "127.0.0.1", 0, keep_alive=True, reuse_port=True),
            lambda: loop.create_server(asyncio.Protocol, "127.0.0.1", port, reuse_address=False),
            lambda: loop.connect_accepted_socket(asyncio.Protocol, datagrams),
            lambda: loop.connect_accepted_socket(asyncio.Protocol, stream, ssl_handshake_timeout=1),
            lambda: loop.create_unix_connection(asyncio.Protocol),
            lambda: loop.create_unix_connection(asyncio.Protocol, "p", sock=unix),
            lambda: loop.create_unix_connection(asyncio.Protocol, "p", server_hostname="h"),
            lambda: loop.create_unix_connection(asyncio.Protocol, "p", ssl=True),
            lambda: loop.create_unix_connection(asyncio.Protocol, sock=stream),
            lambda: loop.create_unix_connection(asyncio.Protocol, "/nowhere/p"),
            lambda: loop.create_unix_server(asyncio.Protocol), lambda: loop.create_unix_server(asyncio.Protocol, "p", sock=unix),
            lambda: loop.create_unix_server(asyncio.Protocol, sock=stream),
            lambda: loop.create_unix_server(asyncio.Protocol, "p", ssl=False)):
        print(await tried(call()))
    for options in ({"local_addr": ("127.0.0.1",)}, {"local_addr": "xy"}, {"remote_addr": ["127.0.0.1", 1]}, {},
                    {"family": socket.AF_INET}, {"family": socket.AF_UNIX, "local_addr": 5},
                    {"family": socket.AF_UNIX, "remote_addr": ("a", 1)}, {"sock": stream}, {"sock": datagrams, "family": 2, "flags": 1},
                    {"sock": datagrams, "reuse_port": True}, {"local_addr": ("127.0.0.1", 0), "remote_addr": ("::1", 9)},
                    {"local_addr": ("127.0.0.1", 0), "allow_broadcast": True}):
        shown = sorted(name if name == "sock" else f"{name}={value!s}" for name, value in options.items())
        print(*shown, await tried(loop.create_datagram_endpoint(asyncio.DatagramProtocol, **options)))
    server.close()


asyncio.run(main())
