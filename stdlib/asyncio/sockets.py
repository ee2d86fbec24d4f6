"""Servers, and what a loop does with sockets: connecting, accepting, sending, receiving."""

import errno
import socket

from . import events, exceptions
from .socket_transports import QUIET, DatagramTransport, StreamTransport, set_unless_done


class Server(events.AbstractServer):
    """Sockets that listen, and the connections that came of them."""

    def __init__(self, loop, sockets, factory, backlog):
        self._loop = loop
        self._sockets = sockets
        self._factory = factory
        self._backlog = backlog
        self._serving = False
        self._forever = None
        self._waiters = []
        self._clients = {}

    def __repr__(self):
        return f"<{type(self).__name__} sockets={self.sockets!r}>"

    def _attach(self, transport):
        import weakref
        self._clients[id(transport)] = weakref.ref(transport)

    def _detach(self, transport):
        self._clients.pop(id(transport), None)
        if not self._clients and self._sockets is None:
            self._wake()

    def _wake(self):
        waiters, self._waiters = self._waiters, None
        for waiter in waiters or ():
            set_unless_done(waiter)

    @property
    def sockets(self):
        """The sockets that listen."""
        return () if self._sockets is None else tuple(self._sockets)

    def get_loop(self):
        return self._loop

    def is_serving(self):
        """Whether connections are accepted."""
        return self._serving

    def _start(self):
        if self._serving:
            return
        self._serving = True
        for sock in self._sockets:
            sock.listen(self._backlog)
            self._loop.add_reader(sock.fileno(), self._accept, sock)

    def _accept(self, sock):
        for _ in range(self._backlog):
            try:
                connection, address = sock.accept()
            except (*QUIET, ConnectionAbortedError):
                return
            except OSError as error:
                if error.errno not in (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM):
                    raise
                self._loop.call_exception_handler({
                    "message": "socket.accept() out of system resource", "exception": error, "socket": sock,
                })
                self._loop.remove_reader(sock.fileno())
                self._loop.call_later(1, self._accept_again, sock)
                return
            connection.setblocking(False)
            try:
                StreamTransport(self._loop, connection, self._factory(), extra={"peername": address}, server=self)
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as error:
                connection.close()
                self._loop.call_exception_handler({
                    "message": "Error on transport creation for incoming connection", "exception": error,
                })

    def _accept_again(self, sock):
        if self._sockets is not None and self._serving:
            self._loop.add_reader(sock.fileno(), self._accept, sock)

    def close(self):
        """Accept no more connections; those that stand stay."""
        sockets, self._sockets = self._sockets, None
        if sockets is None:
            return
        for sock in sockets:
            self._loop.remove_reader(sock.fileno())
            sock.close()
        self._serving = False
        if self._forever is not None and not self._forever.done():
            self._forever.cancel()
            self._forever = None
        if not self._clients:
            self._wake()

    def _transports(self):
        return [transport for client in list(self._clients.values()) if (transport := client()) is not None]

    def close_clients(self):
        """Close all connections when what they have buffered has gone."""
        for transport in self._transports():
            transport.close()

    def abort_clients(self):
        """Close all connections at once."""
        for transport in self._transports():
            transport.abort()

    async def start_serving(self):
        """Accept connections from now on."""
        from .tasks import sleep
        self._start()
        await sleep(0)

    async def serve_forever(self):
        """Accept connections until cancelled; then close."""
        if self._forever is not None:
            raise RuntimeError(f"server {self!r} is already being awaited on serve_forever()")
        if self._sockets is None:
            raise RuntimeError(f"server {self!r} is closed")
        self._start()
        self._forever = self._loop.create_future()
        try:
            await self._forever
        except exceptions.CancelledError as cancelled:
            try:
                self.close()
                await self.wait_closed()
            finally:
                # Whatever closing came to, the cancellation goes on.
                raise cancelled
        finally:
            self._forever = None

    async def wait_closed(self):
        """Wait until the server is closed and its last connection has gone."""
        if self._waiters is None:
            return
        waiter = self._loop.create_future()
        self._waiters.append(waiter)
        await waiter


async def receive(loop, sock, size):
    """Receive at most so many bytes from a socket that does not wait."""
    while True:
        try:
            return sock.recv(size)
        except QUIET:
            await ready(loop, sock, loop.add_reader, loop.remove_reader)


async def send_all(loop, sock, data):
    """Send all bytes through a socket that does not wait."""
    data = memoryview(data)
    while data:
        try:
            data = data[sock.send(data):]
        except QUIET:
            await ready(loop, sock, loop.add_writer, loop.remove_writer)


async def ready(loop, sock, add, remove):
    """Wait until a socket can go on."""
    waiter = loop.create_future()
    number = sock.fileno()
    add(number, set_unless_done, waiter)
    try:
        await waiter
    finally:
        remove(number)


async def accept(loop, sock):
    """Wait for a connection to a socket that listens."""
    while True:
        try:
            connection, address = sock.accept()
            connection.setblocking(False)
            return connection, address
        except QUIET:
            await ready(loop, sock, loop.add_reader, loop.remove_reader)


async def connect(loop, sock, address):
    """Connect a socket that does not wait."""
    try:
        sock.connect(address)
        return
    except QUIET:
        pass
    await ready(loop, sock, loop.add_writer, loop.remove_writer)
    code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    if code:
        raise OSError(code, f"Connect call failed {address}")


async def create_connection(loop, factory, host, port, *, family=0, proto=0, flags=0, sock=None, local_addr=None,
                            ssl=None, **options):
    """A stream to (host, port), or over a socket that is connected: its transport and its protocol."""
    if ssl:
        raise NotImplementedError("TLS is not there yet")
    if host is not None or port is not None:
        if sock is not None:
            raise ValueError("host/port and sock can not be specified at the same time")
        sock = await _connect_first(loop, host, port, family, proto, flags, local_addr)
    elif sock is None:
        raise ValueError("host and port was not specified and no sock specified")
    elif sock.type != socket.SOCK_STREAM:
        raise ValueError(f"A Stream Socket was expected, got {sock!r}")
    sock.setblocking(False)
    return await _establish(loop, sock, factory())


async def _establish(loop, sock, protocol):
    waiter = loop.create_future()
    return await _opened(waiter, StreamTransport(loop, sock, protocol, waiter), protocol)


async def _opened(waiter, transport, protocol):
    """Waits until a transport has told its protocol that it is there."""
    try:
        await waiter
    except:
        transport.close()
        raise
    return transport, protocol


async def _connect_first(loop, host, port, family, proto, flags, local):
    infos = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, proto, flags)
    errors = []
    for family, kind, proto, _, address in infos:
        sock = None
        try:
            sock = socket.socket(family, kind, proto)
            sock.setblocking(False)
            if local is not None:
                sock.bind(local)
            try:
                await connect(loop, sock, address)
            except OSError as error:
                if "Connect call failed" in str(error):
                    raise
                raise OSError(error.errno, f"Connect call failed {address}") from error
            return sock
        except OSError as error:
            errors.append(error)
            if sock is not None:
                sock.close()
        except:
            if sock is not None:
                sock.close()
            raise
    if len(errors) == 1 or all(str(error) == str(errors[0]) for error in errors):
        raise errors[0]
    raise OSError("Multiple exceptions: " + ", ".join(str(error) for error in errors))


async def create_server(loop, factory, host, port, *, family=0, flags=socket.AI_PASSIVE, sock=None, backlog=100,
                        reuse_address=None, reuse_port=None, start_serving=True, ssl=None, **options):
    """A server on the addresses of a host (or of several) and a port, or on a socket that is bound."""
    if ssl:
        raise NotImplementedError("TLS is not there yet")
    if host is not None or port is not None:
        if sock is not None:
            raise ValueError("host/port and sock can not be specified at the same time")
        sockets = _bound(host, port, family, flags, reuse_address, reuse_port)
    elif sock is None:
        raise ValueError("Neither host/port nor sock were specified")
    elif sock.type != socket.SOCK_STREAM:
        raise ValueError(f"A Stream Socket was expected, got {sock!r}")
    else:
        sockets = [sock]
    for sock in sockets:
        sock.setblocking(False)
    server = Server(loop, sockets, factory, backlog)
    if start_serving:
        server._start()
        from .tasks import sleep
        await sleep(0)
    return server


def _bound(host, port, family, flags, reuse_address, reuse_port):
    hosts = [None] if host in ("", None) else [host] if isinstance(host, str) else list(host)
    sockets = []
    done = False
    seen = set()
    try:
        for host in hosts:
            for family_, kind, proto, _, address in socket.getaddrinfo(
                    host, port, family, socket.SOCK_STREAM, 0, flags):
                if (family_, address) in seen:
                    continue
                seen.add((family_, address))
                try:
                    sock = socket.socket(family_, kind, proto)
                except OSError:
                    continue
                sockets.append(sock)
                if reuse_address is not False:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if reuse_port:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
                if family_ == socket.AF_INET6:
                    sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                try:
                    sock.bind(address)
                except OSError as error:
                    if error.errno == errno.EADDRNOTAVAIL and len(seen) > 1:
                        sockets.pop().close()
                        continue
                    raise OSError(
                        error.errno,
                        f"error while attempting to bind on address {address!r}: {error.strerror.lower()}") from None
        if not sockets:
            raise OSError(f"could not bind on any address out of {[address for _, address in seen]!r}")
        done = True
        return sockets
    finally:
        if not done:
            for sock in sockets:
                sock.close()


async def create_datagram_endpoint(loop, factory, local_addr=None, remote_addr=None, *, family=0, proto=0, flags=0,
                                   reuse_port=None, allow_broadcast=None, sock=None):
    """An endpoint of datagrams: its transport and its protocol."""
    if sock is None:
        if local_addr is None and remote_addr is None:
            if not family:
                raise ValueError("unexpected address family")
            family_, local, remote = family, None, None
        else:
            found = []
            for address in (local_addr, remote_addr):
                if address is None:
                    found.append((None, None))
                    continue
                info = socket.getaddrinfo(*address, family, socket.SOCK_DGRAM, proto, flags)[0]
                found.append((info[0], info[4]))
            (family_, local), (family_2, remote) = found
            family_ = family_ if family_ is not None else family_2
        sock = socket.socket(family_, socket.SOCK_DGRAM)
        try:
            if reuse_port:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            if allow_broadcast:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
            sock.setblocking(False)
            if local is not None:
                sock.bind(local)
            if remote is not None:
                sock.connect(remote)
        except:
            sock.close()
            raise
    else:
        sock.setblocking(False)
        remote = None
    protocol = factory()
    waiter = loop.create_future()
    return await _opened(waiter, DatagramTransport(loop, sock, protocol, remote, waiter), protocol)
