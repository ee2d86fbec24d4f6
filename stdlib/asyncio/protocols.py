"""Protocols: what a transport tells of."""

__all__ = ("BaseProtocol", "Protocol", "DatagramProtocol", "SubprocessProtocol", "BufferedProtocol")


class BaseProtocol:
    """What every protocol hears."""

    __slots__ = ()

    def connection_made(self, transport):
        """The connection stands; `transport` is its other end."""

    def connection_lost(self, exc):
        """The connection is over: with an exception, or None if it was closed or came to its end."""

    def pause_writing(self):
        """The transport's buffer is above its high mark."""

    def resume_writing(self):
        """The transport's buffer is at its low mark again."""


class Protocol(BaseProtocol):
    """What the protocol of a stream hears."""

    __slots__ = ()

    def data_received(self, data):
        """Bytes have come."""

    def eof_received(self):
        """The other side sends no more. A false result closes the transport, a true one leaves it open for writing."""


class BufferedProtocol(BaseProtocol):
    """The protocol of a stream that says where bytes are to be put."""

    __slots__ = ()

    def get_buffer(self, sizehint):
        """A buffer for the next bytes, about `sizehint` long; -1 leaves the size open."""

    def buffer_updated(self, nbytes):
        """So many bytes of the buffer were filled."""

    def eof_received(self):
        """As for `Protocol`."""


class DatagramProtocol(BaseProtocol):
    """What the protocol of datagrams hears."""

    __slots__ = ()

    def datagram_received(self, data, addr):
        """A datagram has come from an address."""

    def error_received(self, exc):
        """Sending or receiving has failed with an OSError."""


class SubprocessProtocol(BaseProtocol):
    """What the protocol of a child process hears."""

    __slots__ = ()

    def pipe_data_received(self, fd, data):
        """The child has written bytes to a descriptor."""

    def pipe_connection_lost(self, fd, exc):
        """A pipe to the child is closed."""

    def process_exited(self):
        """The child has ended."""
