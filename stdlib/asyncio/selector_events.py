"""Event loops that wait for descriptors: watching them, and sockets without a transport."""

from . import base_events

__all__ = ("BaseSelectorEventLoop",)


def __getattr__(name):
    # Names by which programs import what a program without the network never loads.
    if name in ("_SelectorTransport", "_SelectorSocketTransport", "_SelectorDatagramTransport"):
        from . import socket_transports
        return getattr(socket_transports, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class BaseSelectorEventLoop(base_events.BaseEventLoop):
    """An event loop over descriptors."""

    # Weak references to transports, by descriptor; None for a loop without the network.
    _transports = None

    def __init__(self, selector=None):
        super().__init__()
        if selector is not None:
            self._selector = selector

    def _ensure_fd_no_transport(self, fd):
        """Gives the number of a descriptor that no living transport has."""
        number = fd
        if not isinstance(number, int):
            try:
                number = int(fd.fileno())
            except (AttributeError, TypeError, ValueError):
                raise ValueError(f"Invalid file object: {fd!r}") from None
        transport = self._transports.get(number) if self._transports is not None else None
        transport = transport and transport()
        if transport is not None and not transport.is_closing():
            raise RuntimeError(f"File descriptor {fd!r} is used by transport {transport!r}")
        return number

    def add_reader(self, fd, callback, *args):
        """Call a function whenever a file descriptor can be read."""
        self._ensure_fd_no_transport(fd)
        self._add_reader(fd, callback, *args)

    def remove_reader(self, fd):
        """Watch a file descriptor for reading no longer; whether it was watched."""
        self._ensure_fd_no_transport(fd)
        return self._remove_reader(fd)

    def add_writer(self, fd, callback, *args):
        """Call a function whenever a file descriptor can be written."""
        self._ensure_fd_no_transport(fd)
        self._add_writer(fd, callback, *args)

    def remove_writer(self, fd):
        """Watch a file descriptor for writing no longer; whether it was watched."""
        self._ensure_fd_no_transport(fd)
        return self._remove_writer(fd)

    async def sock_recv(self, sock, n):
        """Receive at most so many bytes."""
        from .sockets import receive
        return await receive(self, sock, lambda: sock.recv(n))

    async def sock_recv_into(self, sock, buf):
        """Receive into a buffer; the number of bytes."""
        from .sockets import receive
        return await receive(self, sock, lambda: sock.recv_into(buf))

    async def sock_recvfrom(self, sock, bufsize):
        """Receive a datagram of at most so many bytes, and the address it comes from."""
        from .sockets import receive
        return await receive(self, sock, lambda: sock.recvfrom(bufsize))

    async def sock_recvfrom_into(self, sock, buf, nbytes=0):
        """Receive a datagram into a buffer; the number of bytes, and the address it comes from."""
        from .sockets import receive
        size = nbytes or len(buf)
        return await receive(self, sock, lambda: sock.recvfrom_into(buf, size))

    async def sock_sendall(self, sock, data):
        """Send all bytes."""
        from .sockets import send_all
        return await send_all(self, sock, data)

    async def sock_sendto(self, sock, data, address):
        """Send a datagram to an address; the number of bytes."""
        from .sockets import send_to
        return await send_to(self, sock, data, address)

    async def sock_connect(self, sock, address):
        """Connect a socket."""
        from .sockets import connect
        return await connect(self, sock, address)

    async def sock_accept(self, sock):
        """Wait for a connection: a new socket and an address."""
        from .sockets import accept
        return await accept(self, sock)
