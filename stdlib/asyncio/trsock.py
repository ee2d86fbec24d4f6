"""The socket of a transport, as programs see it: it can be asked and set, and neither read nor written."""

import socket


class TransportSocket:
    """A socket that a transport owns."""

    __slots__ = ("_sock",)

    def __init__(self, sock):
        self._sock = sock

    @property
    def family(self):
        """The family of its addresses."""
        return self._sock.family

    @property
    def type(self):
        """Whether it is a stream or datagrams."""
        return self._sock.type

    @property
    def proto(self):
        """The protocol's number."""
        return self._sock.proto

    def __repr__(self):
        text = f"<asyncio.TransportSocket fd={self.fileno()}, family={self.family!s}, type={self.type!s}, proto={self.proto}"
        if self.fileno() != -1:
            for name, ask in (("laddr", self._sock.getsockname), ("raddr", self._sock.getpeername)):
                try:
                    address = ask()
                except OSError:
                    continue
                if address:
                    text += f", {name}={address}"
        return text + ">"

    def __getstate__(self):
        raise TypeError("Cannot serialize asyncio.TransportSocket object")

    def fileno(self):
        """The number of the descriptor."""
        return self._sock.fileno()

    def dup(self):
        """One more socket for the same connection."""
        return self._sock.dup()

    def get_inheritable(self):
        """Whether children inherit it."""
        return self._sock.get_inheritable()

    def shutdown(self, how):
        """Close one direction, or both."""
        self._sock.shutdown(how)

    def getsockopt(self, *args, **kwargs):
        """The value of an option."""
        return self._sock.getsockopt(*args, **kwargs)

    def setsockopt(self, *args, **kwargs):
        """Set an option."""
        self._sock.setsockopt(*args, **kwargs)

    def getpeername(self):
        """The address of the other side."""
        return self._sock.getpeername()

    def getsockname(self):
        """The address of this side."""
        return self._sock.getsockname()

    def getsockbyname(self):
        """The address of this side."""
        return self._sock.getsockbyname()

    def settimeout(self, value):
        """Refused, but for zero: a transport never waits."""
        if value != 0:
            raise ValueError("settimeout(): only 0 timeout is allowed on transport sockets")

    def gettimeout(self):
        """Zero: a transport never waits."""
        return 0

    def setblocking(self, flag):
        """Refused, but for false: a transport never waits."""
        if flag:
            raise ValueError("setblocking(): transport sockets cannot be blocking")
