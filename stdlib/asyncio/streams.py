"""Streams: reading and writing with `await` instead of callbacks."""

from . import events, exceptions, protocols
from .tasks import sleep

__all__ = (
    "StreamReader", "StreamWriter", "StreamReaderProtocol", "open_connection", "start_server", "open_unix_connection",
    "start_unix_server",
)

_DEFAULT_LIMIT = LIMIT = 2 ** 16


async def open_connection(host=None, port=None, *, limit=LIMIT, **options):
    """Connect to a host and a port: a reader and a writer."""
    loop = events.get_running_loop()
    reader = StreamReader(limit=limit, loop=loop)
    protocol = StreamReaderProtocol(reader, loop=loop)
    transport, _ = await loop.create_connection(lambda: protocol, host, port, **options)
    return reader, StreamWriter(transport, protocol, reader, loop)


async def start_server(client_connected_cb, host=None, port=None, *, limit=LIMIT, **options):
    """Serve on a host and a port: client_connected_cb(reader, writer) for each connection; coroutines become tasks."""
    loop = events.get_running_loop()

    def factory():
        reader = StreamReader(limit=limit, loop=loop)
        return StreamReaderProtocol(reader, client_connected_cb, loop=loop)

    return await loop.create_server(factory, host, port, **options)


async def open_unix_connection(path=None, *, limit=LIMIT, **options):
    """Connect to a socket in the file system: a reader and a writer."""
    loop = events.get_running_loop()
    reader = StreamReader(limit=limit, loop=loop)
    protocol = StreamReaderProtocol(reader, loop=loop)
    transport, _ = await loop.create_unix_connection(lambda: protocol, path, **options)
    return reader, StreamWriter(transport, protocol, reader, loop)


async def start_unix_server(client_connected_cb, path=None, *, limit=LIMIT, **options):
    """Serve on a socket in the file system, as start_server() does."""
    loop = events.get_running_loop()

    def factory():
        reader = StreamReader(limit=limit, loop=loop)
        return StreamReaderProtocol(reader, client_connected_cb, loop=loop)

    return await loop.create_unix_server(factory, path, **options)


def _settle(future, exc=None):
    """Ends a future, unless it has ended already: with an exception if there is one."""
    if future.done():
        return
    if exc is None:
        future.set_result(None)
    else:
        future.set_exception(exc)


class FlowControlMixin(protocols.Protocol):
    """Lets writers wait while the transport's buffer is full."""

    def __init__(self, loop=None):
        self._loop = events.get_event_loop() if loop is None else loop
        self._paused = False
        self._drain_waiters = []
        self._connection_lost = False

    def pause_writing(self):
        self._paused = True

    def resume_writing(self):
        self._paused = False
        for waiter in self._drain_waiters:
            _settle(waiter)

    def connection_lost(self, exc):
        self._connection_lost = True
        if self._paused:
            for waiter in self._drain_waiters:
                _settle(waiter, exc)

    async def _drain_helper(self):
        if self._connection_lost:
            raise ConnectionResetError("Connection lost")
        if self._paused:
            waiter = self._loop.create_future()
            self._drain_waiters.append(waiter)
            try:
                await waiter
            finally:
                self._drain_waiters.remove(waiter)

    def _get_close_waiter(self, stream):
        raise NotImplementedError


class StreamReaderProtocol(FlowControlMixin):
    """Feeds a reader with what a transport receives."""

    def __init__(self, stream_reader, client_connected_cb=None, loop=None):
        super().__init__(loop)
        self._stream_reader = stream_reader
        self._over_ssl = False
        self._client_connected_cb = client_connected_cb
        self._transport = None
        self._stream_writer = None
        self._task = None
        self._closed = self._loop.create_future()

    def connection_made(self, transport):
        self._transport = transport
        reader = self._stream_reader
        reader.set_transport(transport)
        if self._client_connected_cb is None:
            return
        self._stream_writer = StreamWriter(transport, self, reader, self._loop)
        result = self._client_connected_cb(reader, self._stream_writer)
        if hasattr(result, "send") and hasattr(result, "throw"):
            self._task = self._loop.create_task(result)
            self._task.add_done_callback(self._handler_ended)

    def _handler_ended(self, task):
        transport = self._transport
        if task.cancelled():
            if transport is not None:
                transport.close()
            return
        error = task.exception()
        if error is not None:
            self._loop.call_exception_handler({
                "message": "Unhandled exception in client_connected_cb", "exception": error, "transport": transport,
            })
            if transport is not None:
                transport.close()

    def data_received(self, data):
        self._stream_reader.feed_data(data)

    def eof_received(self):
        self._stream_reader.feed_eof()
        return True

    def connection_lost(self, exc):
        if exc is None:
            self._stream_reader.feed_eof()
        else:
            self._stream_reader.set_exception(exc)
        _settle(self._closed, exc)
        if exc is not None and not self._closed.cancelled():
            # Whoever waits hears of it; nobody has to.
            self._closed.exception()
        super().connection_lost(exc)
        self._transport = self._stream_writer = self._task = None

    def _get_close_waiter(self, stream):
        return self._closed


class StreamWriter:
    """The writing side of a stream."""

    def __init__(self, transport, protocol, reader, loop):
        self._transport = transport
        self._protocol = protocol
        self._reader = reader
        self._loop = loop

    def __del__(self):
        transport = getattr(self, "_transport", None)
        if transport is None or transport.is_closing():
            return
        import warnings
        if self._loop.is_closed():
            warnings.warn("loop is closed", ResourceWarning)
        else:
            self.close()
            warnings.warn(f"unclosed {self!r}", ResourceWarning)

    def __repr__(self):
        text = f"<{type(self).__name__} transport={self._transport!r}"
        if self._reader is not None:
            text += f" reader={self._reader!r}"
        return text + ">"

    @property
    def transport(self):
        """The transport underneath."""
        return self._transport

    def write(self, data):
        """Send bytes, now or as soon as possible."""
        self._transport.write(data)

    def writelines(self, data):
        """Send the bytes of several objects."""
        self._transport.writelines(data)

    def write_eof(self):
        """Send no more after what is buffered."""
        return self._transport.write_eof()

    def can_write_eof(self):
        """Whether one direction can be closed alone."""
        return self._transport.can_write_eof()

    def close(self):
        """Close the transport once what was written has left."""
        return self._transport.close()

    def is_closing(self):
        """Whether the stream is closed or being closed."""
        return self._transport.is_closing()

    async def wait_closed(self):
        """Wait until the stream is closed."""
        await self._protocol._get_close_waiter(self)

    def get_extra_info(self, name, default=None):
        """Something about the transport."""
        return self._transport.get_extra_info(name, default)

    async def start_tls(self, sslcontext, *, server_hostname=None, ssl_handshake_timeout=None,
                        ssl_shutdown_timeout=None):
        """Go on with TLS."""
        raise NotImplementedError("TLS is not there yet")

    async def drain(self):
        """Wait until there is room to write more."""
        reader = self._reader
        if reader is not None and reader._exception is not None:
            raise reader._exception
        transport = self._transport
        if transport.is_closing():
            await sleep(0)
        protocol = self._protocol
        if protocol._paused or protocol._connection_lost:
            await protocol._drain_helper()


class StreamReader:
    """The reading side of a stream."""

    _source_traceback = None

    def __init__(self, limit=LIMIT, loop=None):
        if limit <= 0:
            raise ValueError("Limit cannot be <= 0")
        self._limit = limit
        self._loop = events.get_event_loop() if loop is None else loop
        self._buffer = bytearray()
        self._eof = False
        self._waiter = None
        self._exception = None
        self._transport = None
        self._paused = False
        if self._loop.get_debug():
            from .format_helpers import extract_stack
            import sys
            self._source_traceback = extract_stack(sys._getframe(1))

    def __repr__(self):
        parts = ["StreamReader"]
        if self._buffer:
            parts.append(f"{len(self._buffer)} bytes")
        if self._eof:
            parts.append("eof")
        if self._limit != LIMIT:
            parts.append(f"limit={self._limit}")
        for name in ("waiter", "exception", "transport"):
            value = getattr(self, "_" + name)
            if value:
                parts.append(f"{name}={value!r}")
        if self._paused:
            parts.append("paused")
        return f"<{' '.join(parts)}>"

    def exception(self):
        """The exception that ended the stream, or None."""
        return self._exception

    def set_exception(self, exc):
        """End the stream with an exception."""
        self._exception = exc
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_exception(exc)

    def _wakeup_waiter(self):
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.done():
            waiter.set_result(None)

    def set_transport(self, transport):
        """Have the transport that feeds this reader."""
        assert self._transport is None, "Transport already set"
        self._transport = transport

    def _maybe_resume_transport(self):
        if self._paused and len(self._buffer) <= self._limit:
            self._paused = False
            self._transport.resume_reading()

    def feed_eof(self):
        """No more bytes will come."""
        self._eof = True
        self._wakeup_waiter()

    def at_eof(self):
        """Whether all bytes were read and no more will come."""
        return self._eof and not self._buffer

    def feed_data(self, data):
        """Bytes have come."""
        assert not self._eof, "feed_data after feed_eof"
        if not data:
            return
        self._buffer.extend(data)
        if self._waiter is not None:
            self._wakeup_waiter()
        if len(self._buffer) > 2 * self._limit and not self._paused and self._transport is not None:
            try:
                self._transport.pause_reading()
            except NotImplementedError:
                self._transport = None
            else:
                self._paused = True

    async def _wait_for_data(self, name):
        if self._waiter is not None:
            raise RuntimeError(f"{name}() called while another coroutine is already waiting for incoming data")
        if self._paused:
            self._paused = False
            self._transport.resume_reading()
        self._waiter = self._loop.create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    async def readline(self):
        """The bytes up to and with the next line feed; fewer at the end. ValueError if the line exceeds the limit."""
        buffer = self._buffer
        end = buffer.find(b"\n") + 1
        if end and end <= self._limit and self._exception is None:
            # The common case: the line is there.
            line = bytes(buffer[:end])
            del buffer[:end]
            if self._paused:
                self._maybe_resume_transport()
            return line
        try:
            return await self.readuntil(b"\n")
        except exceptions.IncompleteReadError as error:
            return error.partial
        except exceptions.LimitOverrunError as error:
            if buffer.startswith(b"\n", error.consumed):
                del buffer[:error.consumed + 1]
            else:
                buffer.clear()
            self._maybe_resume_transport()
            raise ValueError(error.args[0])

    async def readuntil(self, separator=b"\n"):
        """The bytes up to and with a separator, or the first of several."""
        if isinstance(separator, tuple):
            separators = sorted(separator, key=len)
        else:
            separators = [separator]
        if not separators:
            raise ValueError("Separator should contain at least one element")
        shortest, longest = len(separators[0]), len(separators[-1])
        if shortest == 0:
            raise ValueError("Separator should be at least one-byte string")
        if self._exception is not None:
            raise self._exception
        buffer = self._buffer
        offset = 0
        while True:
            if len(buffer) - offset >= shortest:
                start = end = None
                for candidate in separators:
                    place = buffer.find(candidate, offset)
                    if place != -1 and (end is None or place + len(candidate) < end):
                        start, end = place, place + len(candidate)
                if end is not None:
                    break
                offset = max(0, len(buffer) + 1 - longest)
                if offset > self._limit:
                    raise exceptions.LimitOverrunError("Separator is not found, and chunk exceed the limit", offset)
            if self._eof:
                chunk = bytes(buffer)
                buffer.clear()
                raise exceptions.IncompleteReadError(chunk, None)
            await self._wait_for_data("readuntil")
            if self._exception is not None:
                raise self._exception
        if start > self._limit:
            raise exceptions.LimitOverrunError("Separator is found, but chunk is longer than limit", start)
        chunk = bytes(buffer[:end])
        del buffer[:end]
        self._maybe_resume_transport()
        return chunk

    async def read(self, n=-1):
        """At most n bytes, as soon as there are any; all up to the end where n is negative."""
        if self._exception is not None:
            raise self._exception
        if n == 0:
            return b""
        if n < 0:
            blocks = []
            while block := await self.read(self._limit):
                blocks.append(block)
            return b"".join(blocks)
        if not self._buffer and not self._eof:
            await self._wait_for_data("read")
            if self._exception is not None and not self._buffer:
                raise self._exception
        data = bytes(memoryview(self._buffer)[:n]) if len(self._buffer) > n else bytes(self._buffer)
        del self._buffer[:n]
        self._maybe_resume_transport()
        return data

    async def readexactly(self, n):
        """Exactly n bytes; IncompleteReadError if the stream ends before."""
        if n < 0:
            raise ValueError("readexactly size can not be less than zero")
        if self._exception is not None:
            raise self._exception
        if n == 0:
            return b""
        while len(self._buffer) < n:
            if self._eof:
                partial = bytes(self._buffer)
                self._buffer.clear()
                raise exceptions.IncompleteReadError(partial, n)
            await self._wait_for_data("readexactly")
            if self._exception is not None:
                raise self._exception
        data = bytes(self._buffer[:n])
        del self._buffer[:n]
        self._maybe_resume_transport()
        return data

    def __aiter__(self):
        return self

    async def __anext__(self):
        line = await self.readline()
        if line == b"":
            raise StopAsyncIteration
        return line
