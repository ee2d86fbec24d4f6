"""Endpoints of datagrams."""

import socket

from .connections import found, opened
from .socket_transports import _SelectorDatagramTransport
from .sockets import connect


async def open_endpoint(loop, factory, local, remote, family, proto, flags, reuse_port, allow_broadcast, sock):
    """An endpoint with a local address, a remote one, both, or over a socket: its transport and its protocol."""
    if sock is not None:
        _check_socket(sock, {
            "local_addr": local, "remote_addr": remote, "family": family, "proto": proto, "flags": flags,
            "reuse_port": reuse_port, "allow_broadcast": allow_broadcast})
        sock.setblocking(False)
        address = None
    else:
        pairs = await _pairs(loop, local, remote, family, proto, flags)
        sock, address = await _first(loop, pairs, local, remote, reuse_port, allow_broadcast)
    protocol = factory()
    waiter = loop.create_future()
    return await opened(waiter, _SelectorDatagramTransport(loop, sock, protocol, address, waiter), protocol)


def _check_socket(sock, options):
    if sock.type == socket.SOCK_STREAM:
        raise ValueError(f"A datagram socket was expected, got {sock!r}")
    if any(options.values()):
        problems = ", ".join(f"{name}={value}" for name, value in options.items() if value)
        raise ValueError(
            f"socket modifier keyword arguments can not be used when sock is specified. ({problems})")


async def _pairs(loop, local, remote, family, proto, flags):
    """What can be tried: families with protocols, each with a local and a remote address."""
    if not (local or remote):
        if family == 0:
            raise ValueError("unexpected address family")
        return [((family, proto), (None, None))]
    if family == socket.AF_UNIX:
        for address in (local, remote):
            if address is not None and not isinstance(address, str):
                raise TypeError("string is expected")
        if local and local[0] != "\0":
            from .unix_sockets import remove_stale
            remove_stale(local)
        return [((family, proto), (local, remote))]
    candidates = {}
    for place, address in enumerate((local, remote)):
        if address is None:
            continue
        if not (isinstance(address, tuple) and len(address) == 2):
            raise TypeError("2-tuple is expected")
        for info in await found(loop, address, family, socket.SOCK_DGRAM, proto, flags):
            candidates.setdefault((info[0], info[2]), [None, None])[place] = info[4]
    pairs = [(key, pair) for key, pair in candidates.items()
             if not (local and pair[0] is None or remote and pair[1] is None)]
    if not pairs:
        raise ValueError("can not get address information")
    return pairs


async def _first(loop, pairs, local_wanted, remote_wanted, reuse_port, allow_broadcast):
    """The first socket that can be opened, and the address it is connected to."""
    errors = []
    for (family, proto), (local, remote) in pairs:
        sock = None
        try:
            sock = socket.socket(family, socket.SOCK_DGRAM, proto)
            if reuse_port:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            if allow_broadcast:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            sock.setblocking(False)
            if local_wanted:
                sock.bind(local)
            if remote_wanted and not allow_broadcast:
                await connect(loop, sock, remote)
            return sock, remote if remote_wanted else None
        except OSError as error:
            if sock is not None:
                sock.close()
            errors.append(error)
        except:
            if sock is not None:
                sock.close()
            raise
    raise errors[0]
