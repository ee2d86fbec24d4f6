"""Sockets without a transport: connecting, accepting, sending, receiving."""

import errno
import socket

from .socket_transports import QUIET


def check(loop, sock):
    """In debug mode: refuses a socket that would make the loop wait."""
    if loop.get_debug() and sock.gettimeout() != 0:
        raise ValueError("the socket must be non-blocking")


async def receive(loop, sock, attempt):
    """What an attempt to receive gives, as soon as it need not wait."""
    check(loop, sock)
    while True:
        try:
            return attempt()
        except QUIET:
            await _ready(loop, sock, loop.add_reader, loop.remove_reader)


async def send_all(loop, sock, data):
    """Send all bytes through a socket that does not wait."""
    check(loop, sock)
    try:
        sent = sock.send(data)
    except QUIET:
        sent = 0
    data = memoryview(data).cast("B")[sent:]
    while data:
        try:
            data = data[sock.send(data):]
        except QUIET:
            await _ready(loop, sock, loop.add_writer, loop.remove_writer)


async def send_to(loop, sock, data, address):
    """Send a datagram through a socket that does not wait."""
    check(loop, sock)
    while True:
        try:
            return sock.sendto(data, address)
        except QUIET:
            await _ready(loop, sock, loop.add_writer, loop.remove_writer)


async def _ready(loop, sock, add, remove):
    """Wait until a socket can go on."""
    waiter = loop.create_future()
    number = sock.fileno()
    add(number, _go_on, waiter)
    try:
        await waiter
    finally:
        remove(number)


def _go_on(waiter):
    # It is told in each pass until it has seen to it.
    if not waiter.done():
        waiter.set_result(None)


async def accept(loop, sock):
    """Wait for a connection to a socket that listens."""
    check(loop, sock)
    while True:
        try:
            connection, address = sock.accept()
        except QUIET:
            await _ready(loop, sock, loop.add_reader, loop.remove_reader)
        else:
            connection.setblocking(False)
            return connection, address


async def connect(loop, sock, address):
    """Connect a socket that does not wait; names are looked up first."""
    check(loop, sock)
    if sock.family in (socket.AF_INET, socket.AF_INET6):
        found = await resolve(loop, address, sock.family, sock.type, sock.proto)
        address = found[0][4]
    await connect_to(loop, sock, address)


async def connect_to(loop, sock, address):
    """Connect a socket that does not wait to an address without names."""
    try:
        sock.connect(address)
        return
    except QUIET:
        pass
    await _ready(loop, sock, loop.add_writer, loop.remove_writer)
    code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if code not in (0, errno.EISCONN):
        raise OSError(code, f"Connect call failed {address}")


async def resolve(loop, address, family=0, type=0, proto=0, flags=0):
    """What getaddrinfo() gives for an address, without asking it where numbers say all."""
    host, port = address[:2]
    known = literal(host, port, family, type, proto, *address[2:])
    if known is not None:
        return [known]
    return await loop.getaddrinfo(host, port, family=family, type=type, proto=proto, flags=flags)


def literal(host, port, family, type, proto, flow=0, scope=0):
    """What getaddrinfo() gives for an address in numbers; None for one that has to be looked up."""
    if proto not in (0, socket.IPPROTO_TCP, socket.IPPROTO_UDP) or host is None:
        return None
    if type == socket.SOCK_STREAM:
        proto = socket.IPPROTO_TCP
    elif type == socket.SOCK_DGRAM:
        proto = socket.IPPROTO_UDP
    else:
        return None
    if port in (None, "", b""):
        port = 0
    else:
        try:
            port = int(port)
        except (TypeError, ValueError):
            return None
    if isinstance(host, bytes):
        host = host.decode("ascii")
    if "%" in host:
        return None
    if not isinstance(host, str):
        raise TypeError(f"inet_pton() argument 2 must be str, not {host.__class__.__name__}")
    if family in (socket.AF_UNSPEC, socket.AF_INET) and _is_v4(host):
        return socket.AF_INET, type, proto, "", (host, port)
    if family in (socket.AF_UNSPEC, socket.AF_INET6) and _is_v6(host):
        return socket.AF_INET6, type, proto, "", (host, port, flow, scope)
    return None


def _is_v4(host):
    parts = host.split(".")
    return len(parts) == 4 and all(
        part.isascii() and part.isdigit() and int(part) < 256 and (part == "0" or part[0] != "0") for part in parts)


def _is_v6(host):
    if ":" not in host:
        return False
    left, gap, right = host.partition("::")
    groups = (left.split(":") if left else []) + (right.split(":") if right else [])
    room = 8
    if groups and "." in groups[-1]:
        if not _is_v4(groups.pop()):
            return False
        room = 6
    if "::" in right or (len(groups) >= room if gap else len(groups) != room):
        return False
    return all(0 < len(group) <= 4 and all(digit in "0123456789abcdefABCDEF" for digit in group) for group in groups)
