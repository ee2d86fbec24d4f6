"""Streams to a host and a port."""

import socket

from .socket_transports import _SelectorSocketTransport
from .sockets import connect_to, resolve


def check_tls(ssl, server_hostname, handshake_timeout, shutdown_timeout, host):
    """Refuses what has no meaning with or without TLS."""
    if not ssl:
        for name, value in (
                ("server_hostname", server_hostname), ("ssl_handshake_timeout", handshake_timeout),
                ("ssl_shutdown_timeout", shutdown_timeout)):
            if value is not None:
                raise ValueError(f"{name} is only meaningful with ssl")
        return
    if server_hostname is None and host is None:
        raise ValueError("You must set server_hostname when using ssl without a host")
    raise NotImplementedError("TLS is not there yet")


def check_stream_socket(sock):
    """Refuses a socket that is no stream."""
    if sock.type != socket.SOCK_STREAM:
        raise ValueError(f"A Stream Socket was expected, got {sock!r}")


async def connect_stream(loop, factory, place, wanted, sock, local, delay, interleave, all_errors):
    """A stream to a place (host, port), or over a socket that is connected: its transport and its protocol."""
    if place != (None, None):
        if sock is not None:
            raise ValueError("host/port and sock can not be specified at the same time")
        sock = await _connect_first(loop, place, wanted, local, interleave if delay is None else interleave or 1,
                                    all_errors)
    elif sock is None:
        raise ValueError("host and port was not specified and no sock specified")
    else:
        check_stream_socket(sock)
    sock.setblocking(False)
    return await establish(loop, sock, factory)


async def establish(loop, sock, factory):
    """A stream over a socket that is connected: its transport and its protocol."""
    protocol = factory()
    waiter = loop.create_future()
    return await opened(waiter, _SelectorSocketTransport(loop, sock, protocol, waiter), protocol)


async def opened(waiter, transport, protocol):
    """Waits until a transport has told its protocol that it is there."""
    try:
        await waiter
    except:
        transport.close()
        raise
    return transport, protocol


async def found(loop, address, family, type, proto, flags):
    """The addresses that a host and a port have: at least one."""
    infos = await resolve(loop, address, family, type, proto, flags)
    if not infos:
        raise OSError("getaddrinfo() returned empty list")
    return infos


async def _connect_first(loop, place, wanted, local, interleave, all_errors):
    family, proto, flags = wanted
    infos = await found(loop, place, family, socket.SOCK_STREAM, proto, flags)
    locals_ = None if local is None else await found(loop, local, family, socket.SOCK_STREAM, proto, flags)
    if interleave:
        infos = _interleaved(infos, interleave)
    errors = []
    for info in infos:
        try:
            return await _connected(loop, info, locals_)
        except OSError as error:
            errors.append(error)
    try:
        if all_errors:
            raise ExceptionGroup("create_connection failed", errors)
        if len(errors) == 1 or all(str(error) == str(errors[0]) for error in errors):
            raise errors[0]
        raise OSError("Multiple exceptions: " + ", ".join(str(error) for error in errors))
    finally:
        # They and this frame would keep each other.
        errors = None


def _interleaved(infos, first):
    """One address of each family in turn, after as many of the first family as were asked for."""
    families = {}
    for info in infos:
        families.setdefault(info[0], []).append(info)
    queues = list(families.values())
    ordered, queues[0] = queues[0][:first - 1], queues[0][first - 1:]
    for place in range(max(map(len, queues))):
        ordered += [queue[place] for queue in queues if place < len(queue)]
    return ordered


async def _connected(loop, info, locals_):
    family, kind, proto, _, address = info
    sock = socket.socket(family, kind, proto)
    try:
        sock.setblocking(False)
        if locals_ is not None:
            _bind(sock, family, locals_)
        await connect_to(loop, sock, address)
        return sock
    except:
        sock.close()
        raise


def _bind(sock, family, locals_):
    last = OSError(f"no matching local address with {family=} found")
    for local_family, _, _, _, address in locals_:
        if local_family != family:
            continue
        try:
            sock.bind(address)
            return
        except OSError as error:
            last = OSError(error.errno,
                           f"error while attempting to bind on address {address!r}: {str(error).lower()}")
    raise last
