"""Transports: how bytes go, whatever they go through."""

__all__ = (
    "BaseTransport", "ReadTransport", "WriteTransport", "Transport", "DatagramTransport", "SubprocessTransport",
)


class BaseTransport:
    """What every transport has."""

    __slots__ = ("_extra",)

    def __init__(self, extra=None):
        self._extra = {} if extra is None else extra

    def get_extra_info(self, name, default=None):
        """Something about the transport: 'socket', 'sockname', 'peername'."""
        return self._extra.get(name, default)

    def is_closing(self):
        """Whether the transport is closed or being closed."""
        raise NotImplementedError

    def close(self):
        """Close when what is buffered has gone."""
        raise NotImplementedError

    def set_protocol(self, protocol):
        """Tell another protocol from now on."""
        raise NotImplementedError

    def get_protocol(self):
        """The protocol that is told."""
        raise NotImplementedError


class ReadTransport(BaseTransport):
    """A transport that receives."""

    __slots__ = ()

    def is_reading(self):
        """Whether it receives at the moment."""
        raise NotImplementedError

    def pause_reading(self):
        """Receive no more for a while."""
        raise NotImplementedError

    def resume_reading(self):
        """Receive again."""
        raise NotImplementedError


class WriteTransport(BaseTransport):
    """A transport that sends."""

    __slots__ = ()

    def set_write_buffer_limits(self, high=None, low=None):
        """Set the marks at which the protocol is told to pause and to go on."""
        raise NotImplementedError

    def get_write_buffer_size(self):
        """Number of bytes that wait to be sent."""
        raise NotImplementedError

    def get_write_buffer_limits(self):
        """The low and the high mark."""
        raise NotImplementedError

    def write(self, data):
        """Send bytes, now or as soon as possible."""
        raise NotImplementedError

    def writelines(self, list_of_data):
        """Send the bytes of several objects."""
        self.write(b"".join(list_of_data))

    def write_eof(self):
        """Send no more after what is buffered."""
        raise NotImplementedError

    def can_write_eof(self):
        """Whether one direction can be closed alone."""
        raise NotImplementedError

    def abort(self):
        """Close at once; what is buffered is lost."""
        raise NotImplementedError


class Transport(ReadTransport, WriteTransport):
    """A transport that goes both ways."""

    __slots__ = ()


class DatagramTransport(BaseTransport):
    """A transport of datagrams."""

    __slots__ = ()

    def sendto(self, data, addr=None):
        """Send a datagram."""
        raise NotImplementedError

    def abort(self):
        """Close at once."""
        raise NotImplementedError


class SubprocessTransport(BaseTransport):
    """A transport to a child process."""

    __slots__ = ()
