"""Transports of streams and of datagrams over sockets."""

import socket
import weakref

from . import transports
from .futures import _set_result_unless_cancelled
from .protocols import BufferedProtocol
from .trsock import TransportSocket

RECEIVED_AT_ONCE = 256 * 1024
HIGH_MARK = 64 * 1024
WARN_AFTER = 5
QUIET = (BlockingIOError, InterruptedError)


class _SelectorTransport(transports.BaseTransport):
    """What transports of streams and of datagrams share."""

    __slots__ = (
        "_loop", "_sock", "_sock_fd", "_protocol", "_closing", "_conn_lost", "_server", "_buffer", "_high_water",
        "_low_water", "_protocol_paused", "_reading", "__weakref__",
    )

    def __init__(self, loop, sock, protocol, extra, server):
        super().__init__({} if extra is None else dict(extra))
        self._extra["socket"] = TransportSocket(sock)
        for name, ask in (("sockname", sock.getsockname), ("peername", sock.getpeername)):
            if name not in self._extra:
                try:
                    self._extra[name] = ask()
                except OSError:
                    self._extra[name] = None
        self._loop = loop
        self._sock = sock
        self._sock_fd = sock.fileno()
        self.set_protocol(protocol)
        self._server = server
        self._closing = False
        self._conn_lost = 0
        self._high_water = HIGH_MARK
        self._low_water = HIGH_MARK // 4
        self._protocol_paused = False
        self._reading = False
        if loop._transports is None:
            loop._transports = {}
        loop._transports[self._sock_fd] = weakref.ref(self)
        if server is not None:
            server._attach(self)

    def __repr__(self):
        name = type(self).__name__
        if self._sock is None:
            return f"<{name} closed fd={self._sock_fd}>"
        closing = "closing " if self._closing else ""
        read = "polling" if self._reading else "idle"
        write = "polling" if self._buffer else "idle"
        return (f"<{name} {closing}fd={self._sock_fd} read={read} "
                f"write=<{write}, bufsize={self.get_write_buffer_size()}>>")

    def __del__(self):
        if getattr(self, "_sock", None) is not None:
            import warnings
            warnings.warn(f"unclosed transport {self!r}", ResourceWarning, source=self)
            self._sock.close()
            if self._server is not None:
                self._server._detach(self)

    def is_closing(self):
        return self._closing

    def set_protocol(self, protocol):
        self._protocol = protocol

    def get_protocol(self):
        return self._protocol

    def get_write_buffer_limits(self):
        return (self._low_water, self._high_water)

    def set_write_buffer_limits(self, high=None, low=None):
        if high is None:
            high = HIGH_MARK if low is None else 4 * low
        if low is None:
            low = high // 4
        if not high >= low >= 0:
            raise ValueError(f"high ({high!r}) must be >= low ({low!r}) must be >= 0")
        self._high_water, self._low_water = high, low
        self._maybe_pause_protocol()

    def _maybe_pause_protocol(self):
        if self.get_write_buffer_size() > self._high_water and not self._protocol_paused:
            self._protocol_paused = True
            self._tell("pause_writing")

    def _maybe_resume_protocol(self):
        if self._protocol_paused and self.get_write_buffer_size() <= self._low_water:
            self._protocol_paused = False
            self._tell("resume_writing")

    def _tell(self, name):
        try:
            getattr(self._protocol, name)()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._loop.call_exception_handler({
                "message": f"protocol.{name}() failed", "exception": error, "transport": self,
                "protocol": self._protocol,
            })

    def close(self):
        if self._closing:
            return
        self._closing = True
        self._stop_reading()
        if not self._buffer:
            self._conn_lost += 1
            self._loop.call_soon(self._call_connection_lost, None)

    def abort(self):
        self._force_close(None)

    def _fatal_error(self, error, message):
        if not isinstance(error, OSError):
            self._loop.call_exception_handler({
                "message": message, "exception": error, "transport": self, "protocol": self._protocol,
            })
        self._force_close(error)

    def _force_close(self, error):
        if self._conn_lost:
            return
        if self._buffer:
            self._buffer.clear()
            self._loop._remove_writer(self._sock_fd)
        if not self._closing:
            self._closing = True
        self._stop_reading()
        self._conn_lost += 1
        self._loop.call_soon(self._call_connection_lost, error)

    def _warn_of_loss(self):
        """Nobody hears what is sent: a program that goes on for long is told."""
        if self._conn_lost >= WARN_AFTER:
            from .log import report
            report("socket.send() raised exception.", level="warning")
        self._conn_lost += 1

    def _stop_reading(self):
        if self._reading:
            self._reading = False
            self._loop._remove_reader(self._sock_fd)

    def _call_connection_lost(self, error):
        try:
            self._protocol.connection_lost(error)
        finally:
            del self._loop._transports[self._sock_fd]
            self._sock.close()
            self._sock = None
            self._protocol = None
            server, self._server = self._server, None
            if server is not None:
                server._detach(self)


class _SelectorSocketTransport(_SelectorTransport, transports.Transport):
    """A stream over a socket."""

    __slots__ = ("_eof", "_paused", "_started", "_buffered")

    def __init__(self, loop, sock, protocol, waiter=None, extra=None, server=None):
        self._buffer = bytearray()
        self._eof = False
        self._paused = False
        self._started = False
        super().__init__(loop, sock, protocol, extra, server)
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            try:
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError:
                pass
        loop.call_soon(protocol.connection_made, self)
        loop.call_soon(self._start)
        if waiter is not None:
            loop.call_soon(_set_result_unless_cancelled, waiter, None)

    def _start(self):
        self._started = True
        if not self._closing and not self._paused:
            self._begin_reading()

    def _begin_reading(self):
        self._reading = True
        self._loop._add_reader(self._sock_fd, self._read_ready)

    def is_reading(self):
        return not self._closing and not self._paused

    def pause_reading(self):
        if not self._closing and not self._paused:
            self._paused = True
            self._stop_reading()

    def resume_reading(self):
        if not self._closing and self._paused:
            self._paused = False
            if self._started:
                self._begin_reading()

    def set_protocol(self, protocol):
        super().set_protocol(protocol)
        # Whether it says where bytes are to be put.
        self._buffered = isinstance(protocol, BufferedProtocol)

    def _read_ready(self):
        if self._conn_lost:
            return
        if self._buffered:
            self._fill()
            return
        try:
            data = self._sock.recv(RECEIVED_AT_ONCE)
        except QUIET:
            return
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._fatal_error(error, "Fatal read error on socket transport")
            return
        if not data:
            self._ended()
            return
        try:
            self._protocol.data_received(data)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._fatal_error(error, "Fatal error: protocol.data_received() call failed.")

    def _fill(self):
        """Receives into the protocol's own buffer."""
        step = "Fatal error: protocol.get_buffer() call failed."
        try:
            buffer = self._protocol.get_buffer(-1)
            if not len(buffer):
                raise RuntimeError("get_buffer() returned an empty buffer")
            step = "Fatal read error on socket transport"
            count = self._sock.recv_into(buffer)
            if count:
                step = "Fatal error: protocol.buffer_updated() call failed."
                self._protocol.buffer_updated(count)
                return
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            if not (step.startswith("Fatal read") and isinstance(error, QUIET)):
                self._fatal_error(error, step)
            return
        self._ended()

    def _ended(self):
        try:
            stay = self._protocol.eof_received()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._fatal_error(error, "Fatal error: protocol.eof_received() call failed.")
            return
        if stay:
            self._stop_reading()
        else:
            self.close()

    def write(self, data):
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(
                f"data argument must be a bytes-like object, not {type(data).__name__!r}")
        if self._eof:
            raise RuntimeError("Cannot call write() after write_eof()")
        if not data:
            return
        if self._conn_lost:
            self._warn_of_loss()
            return
        if not self._buffer:
            try:
                count = self._sock.send(data)
            except QUIET:
                count = 0
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as error:
                self._fatal_error(error, "Fatal write error on socket transport")
                return
            if count == len(data):
                return
            data = memoryview(data)[count:]
            self._loop._add_writer(self._sock_fd, self._write_ready)
        self._buffer += data
        self._maybe_pause_protocol()

    def _write_ready(self):
        if self._conn_lost:
            return
        try:
            count = self._sock.send(self._buffer)
        except QUIET:
            return
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._loop._remove_writer(self._sock_fd)
            self._buffer.clear()
            self._fatal_error(error, "Fatal write error on socket transport")
            return
        del self._buffer[:count]
        self._maybe_resume_protocol()
        if not self._buffer:
            self._loop._remove_writer(self._sock_fd)
            if self._closing:
                self._call_connection_lost(None)
            elif self._eof:
                self._sock.shutdown(socket.SHUT_WR)

    def writelines(self, list_of_data):
        if self._eof:
            raise RuntimeError("Cannot call writelines() after write_eof()")
        data = b"".join([memoryview(data) for data in list_of_data])
        if data:
            self.write(data)

    def get_write_buffer_size(self):
        return len(self._buffer)

    def can_write_eof(self):
        return True

    def write_eof(self):
        if self._closing or self._eof:
            return
        self._eof = True
        if not self._buffer:
            self._sock.shutdown(socket.SHUT_WR)


class _SelectorDatagramTransport(_SelectorTransport, transports.DatagramTransport):
    """Datagrams over a socket."""

    __slots__ = ("_address", "_buffer_size")

    def __init__(self, loop, sock, protocol, address=None, waiter=None, extra=None):
        from collections import deque
        self._buffer = deque()
        self._address = address
        self._buffer_size = 0
        super().__init__(loop, sock, protocol, extra, None)
        loop.call_soon(protocol.connection_made, self)
        loop.call_soon(self._start)
        if waiter is not None:
            loop.call_soon(_set_result_unless_cancelled, waiter, None)

    def _start(self):
        if not self._closing:
            self._reading = True
            self._loop._add_reader(self._sock_fd, self._read_ready)

    def get_write_buffer_size(self):
        return self._buffer_size

    def _read_ready(self):
        if self._conn_lost:
            return
        try:
            data, address = self._sock.recvfrom(RECEIVED_AT_ONCE)
        except QUIET:
            return
        except OSError as error:
            self._protocol.error_received(error)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._fatal_error(error, "Fatal read error on datagram transport")
        else:
            self._protocol.datagram_received(data, address)

    def _send(self, data, address):
        if self._address:
            self._sock.send(data)
        else:
            self._sock.sendto(data, address)

    def sendto(self, data, addr=None):
        if not isinstance(data, (bytes, bytearray, memoryview)):
            raise TypeError(f"data argument must be a bytes-like object, not {type(data).__name__!r}")
        if self._address:
            if addr not in (None, self._address):
                raise ValueError(f"Invalid address: must be None or {self._address}")
            addr = self._address
        if self._conn_lost and self._address:
            self._warn_of_loss()
            return
        if not self._buffer:
            try:
                self._send(data, addr)
                return
            except QUIET:
                self._loop._add_writer(self._sock_fd, self._write_ready)
            except OSError as error:
                self._protocol.error_received(error)
                return
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as error:
                self._fatal_error(error, "Fatal write error on datagram transport")
                return
        self._buffer.append((bytes(data), addr))
        self._buffer_size += len(data)
        self._maybe_pause_protocol()

    def _write_ready(self):
        while self._buffer:
            data, address = self._buffer.popleft()
            self._buffer_size -= len(data)
            try:
                self._send(data, address)
            except QUIET:
                self._buffer.appendleft((data, address))
                self._buffer_size += len(data)
                break
            except OSError as error:
                self._protocol.error_received(error)
                return
        self._maybe_resume_protocol()
        if not self._buffer:
            self._loop._remove_writer(self._sock_fd)
            if self._closing:
                self._call_connection_lost(None)
