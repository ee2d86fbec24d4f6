"""Transports of streams and of datagrams over sockets."""

import socket

from . import transports

RECEIVED_AT_ONCE = 256 * 1024
HIGH_MARK = 64 * 1024
WARN_AFTER = 5
QUIET = (BlockingIOError, InterruptedError)
BROKEN = (BrokenPipeError, ConnectionResetError, ConnectionAbortedError)


def set_unless_done(future, value=None):
    """Give a future a result, if nobody has cancelled it."""
    if not future.done():
        future.set_result(value)


class SocketTransport(transports.BaseTransport):
    """What transports of streams and of datagrams share."""

    __slots__ = (
        "_loop", "_sock", "_fd", "_protocol", "_closing", "_lost", "_server", "_buffer", "_high", "_low",
        "_protocol_paused", "_reading", "__weakref__",
    )

    def __init__(self, loop, sock, protocol, extra, server):
        super().__init__({} if extra is None else dict(extra))
        self._extra["socket"] = sock
        for name, ask in (("sockname", sock.getsockname), ("peername", sock.getpeername)):
            if name not in self._extra:
                try:
                    self._extra[name] = ask()
                except OSError:
                    self._extra[name] = None
        self._loop = loop
        self._sock = sock
        self._fd = sock.fileno()
        self._protocol = protocol
        self._server = server
        self._closing = False
        self._lost = 0
        self._high = HIGH_MARK
        self._low = HIGH_MARK // 4
        self._protocol_paused = False
        self._reading = False
        if server is not None:
            server._attach(self)

    def __repr__(self):
        state = "closed" if self._sock is None else "closing" if self._closing else "open"
        return f"<{type(self).__name__} {state} fd={self._fd}>"

    def __del__(self):
        if self._sock is not None:
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
        return (self._low, self._high)

    def set_write_buffer_limits(self, high=None, low=None):
        if high is None:
            high = HIGH_MARK if low is None else 4 * low
        if low is None:
            low = high // 4
        if not high >= low >= 0:
            raise ValueError(f"high ({high!r}) must be >= low ({low!r}) must be >= 0")
        self._high, self._low = high, low
        self._maybe_pause()

    def _maybe_pause(self):
        if self.get_write_buffer_size() > self._high and not self._protocol_paused:
            self._protocol_paused = True
            self._tell("pause_writing")

    def _maybe_resume(self):
        if self._protocol_paused and self.get_write_buffer_size() <= self._low:
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
            self._lost += 1
            self._loop.call_soon(self._connection_lost, None)

    def abort(self):
        self._force_close(None)

    def _fatal(self, error, message):
        if not isinstance(error, OSError):
            self._loop.call_exception_handler({
                "message": message, "exception": error, "transport": self, "protocol": self._protocol,
            })
        self._force_close(error)

    def _force_close(self, error):
        if self._lost:
            return
        if self._buffer:
            self._buffer.clear()
            self._loop.remove_writer(self._fd)
        if not self._closing:
            self._closing = True
        self._stop_reading()
        self._lost += 1
        self._loop.call_soon(self._connection_lost, error)

    def _stop_reading(self):
        if self._reading:
            self._reading = False
            self._loop.remove_reader(self._fd)

    def _connection_lost(self, error):
        try:
            self._protocol.connection_lost(error)
        finally:
            self._sock.close()
            self._sock = None
            self._protocol = None
            server, self._server = self._server, None
            if server is not None:
                server._detach(self)


class StreamTransport(SocketTransport, transports.Transport):
    """A stream over a socket."""

    __slots__ = ("_eof", "_paused", "_started")

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
            loop.call_soon(set_unless_done, waiter)

    def _start(self):
        self._started = True
        if not self._closing and not self._paused:
            self._begin_reading()

    def _begin_reading(self):
        self._reading = True
        self._loop.add_reader(self._fd, self._readable)

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

    def _readable(self):
        if self._lost:
            return
        protocol = self._protocol
        try:
            data = self._sock.recv(RECEIVED_AT_ONCE)
        except QUIET:
            return
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._fatal(error, "Fatal read error on socket transport")
            return
        if not data:
            self._ended()
            return
        try:
            received = getattr(protocol, "data_received", None)
            if received is None:
                self._fill(protocol, data)
            else:
                received(data)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._fatal(error, "Fatal error: protocol.data_received() call failed.")

    def _fill(self, protocol, data):
        while data:
            buffer = protocol.get_buffer(len(data))
            if not len(buffer):
                raise RuntimeError("get_buffer() returned an empty buffer")
            count = min(len(buffer), len(data))
            buffer[:count] = data[:count]
            protocol.buffer_updated(count)
            data = data[count:]

    def _ended(self):
        try:
            stay = self._protocol.eof_received()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._fatal(error, "Fatal error: protocol.eof_received() call failed.")
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
        if self._lost:
            if self._lost >= WARN_AFTER:
                import logging
                logging.getLogger("asyncio").warning("socket.send() raised exception.")
            self._lost += 1
            return
        if not self._buffer:
            try:
                count = self._sock.send(data)
            except QUIET:
                count = 0
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as error:
                self._fatal(error, "Fatal write error on socket transport")
                return
            if count == len(data):
                return
            data = memoryview(data)[count:]
            self._loop.add_writer(self._fd, self._writable)
        self._buffer += data
        self._maybe_pause()

    def _writable(self):
        if self._lost:
            return
        try:
            count = self._sock.send(self._buffer)
        except QUIET:
            return
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._loop.remove_writer(self._fd)
            self._buffer.clear()
            self._fatal(error, "Fatal write error on socket transport")
            return
        del self._buffer[:count]
        self._maybe_resume()
        if not self._buffer:
            self._loop.remove_writer(self._fd)
            if self._closing:
                self._connection_lost(None)
            elif self._eof:
                self._sock.shutdown(socket.SHUT_WR)

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


class DatagramTransport(SocketTransport, transports.DatagramTransport):
    """Datagrams over a socket."""

    __slots__ = ("_address", "_size")

    def __init__(self, loop, sock, protocol, address=None, waiter=None, extra=None):
        from collections import deque
        self._buffer = deque()
        self._address = address
        self._size = 0
        super().__init__(loop, sock, protocol, extra, None)
        loop.call_soon(protocol.connection_made, self)
        loop.call_soon(self._start)
        if waiter is not None:
            loop.call_soon(set_unless_done, waiter)

    def _start(self):
        if not self._closing:
            self._reading = True
            self._loop.add_reader(self._fd, self._readable)

    def get_write_buffer_size(self):
        return self._size

    def _readable(self):
        if self._lost:
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
            self._fatal(error, "Fatal read error on datagram transport")
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
        if self._lost and self._address:
            self._lost += 1
            return
        if not self._buffer:
            try:
                self._send(data, addr)
                return
            except QUIET:
                self._loop.add_writer(self._fd, self._writable)
            except OSError as error:
                self._protocol.error_received(error)
                return
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as error:
                self._fatal(error, "Fatal write error on datagram transport")
                return
        self._buffer.append((bytes(data), addr))
        self._size += len(data)
        self._maybe_pause()

    def _writable(self):
        while self._buffer:
            data, address = self._buffer.popleft()
            self._size -= len(data)
            try:
                self._send(data, address)
            except QUIET:
                self._buffer.appendleft((data, address))
                self._size += len(data)
                break
            except OSError as error:
                self._protocol.error_received(error)
                return
        self._maybe_resume()
        if not self._buffer:
            self._loop.remove_writer(self._fd)
            if self._closing:
                self._connection_lost(None)
