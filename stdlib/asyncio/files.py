"""Sending files."""

from . import exceptions
from .sockets import check, send_all

PIECE = 256 * 1024


def _check_range(sock, file, offset, count):
    """Refuses what cannot be sent."""
    import socket
    if "b" not in getattr(file, "mode", "b"):
        raise ValueError("file should be opened in binary mode")
    if sock is not None and sock.type != socket.SOCK_STREAM:
        raise ValueError("only SOCK_STREAM type sockets are supported")
    if count is not None:
        if not isinstance(count, int):
            raise TypeError(f"count must be a positive integer (got {count!r})")
        if count <= 0:
            raise ValueError(f"count must be a positive integer (got {count!r})")
    if not isinstance(offset, int):
        raise TypeError(f"offset must be a non-negative integer (got {offset!r})")
    if offset < 0:
        raise ValueError(f"offset must be a non-negative integer (got {offset!r})")


async def _send(loop, file, offset, count, send):
    """Reads in another thread and sends piece by piece; afterwards the file stands behind what was sent."""
    if hasattr(file, "seek"):
        file.seek(offset)
    sent = 0
    try:
        while count is None or sent < count:
            size = PIECE if count is None else min(PIECE, count - sent)
            piece = await loop.run_in_executor(None, file.read, size)
            if not piece:
                break
            await send(piece)
            sent += len(piece)
        return sent
    finally:
        if sent > 0 and hasattr(file, "seek"):
            file.seek(offset + sent)


async def send_through_socket(loop, sock, file, offset, count, fallback):
    """Sends a file through a socket that does not wait."""
    check(loop, sock)
    _check_range(sock, file, offset, count)
    if not fallback:
        raise exceptions.SendfileNotAvailableError("syscall sendfile is not available")
    return await _send(loop, file, offset, count, lambda piece: send_all(loop, sock, piece))


async def send_through_transport(loop, transport, file, offset, count, fallback):
    """Sends a file through a transport, whose protocol hears nothing of it."""
    if transport.is_closing():
        raise RuntimeError("Transport is closing")
    if not hasattr(transport, "_sock_fd"):
        raise RuntimeError(f"sendfile is not supported for transport {transport!r}")
    if not fallback:
        raise RuntimeError(f"fallback is disabled and native sendfile is not supported for transport {transport!r}")
    _check_range(None, file, offset, count)
    from .streams import FlowControlMixin

    # Its own protocol says when there is room; meanwhile another one stands in for it.
    flow = FlowControlMixin(loop)
    before, reading = transport.get_protocol(), transport.is_reading()

    async def send(piece):
        if transport.is_closing():
            raise ConnectionError("Connection closed by peer")
        transport.write(piece)
        await flow._drain_helper()

    def lost(exc):
        FlowControlMixin.connection_lost(flow, exc)
        before.connection_lost(exc)

    flow.connection_lost = lost
    transport.pause_reading()
    transport.set_protocol(flow)
    try:
        return await _send(loop, file, offset, count, send)
    finally:
        if not flow._connection_lost:
            transport.set_protocol(before)
            if flow._paused:
                before.pause_writing()
            if reading:
                transport.resume_reading()
