"""Servers: sockets that listen, and the connections that come of them."""

import errno
import socket

from . import events, exceptions
from .connections import check_stream_socket
from .futures import _set_result_unless_cancelled
from .socket_transports import QUIET, _SelectorSocketTransport
from .sockets import resolve
from .trsock import TransportSocket

__all__ = ("Server",)


class Server(events.AbstractServer):
    """Sockets that listen, and the connections that came of them."""

    def __init__(self, loop, sockets, protocol_factory, ssl_context, backlog, ssl_handshake_timeout=None,
                 ssl_shutdown_timeout=None):
        self._loop = loop
        self._sockets = sockets
        self._protocol_factory = protocol_factory
        self._backlog = backlog
        self._serving = False
        self._serving_forever_fut = None
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
            self._wakeup()

    def _wakeup(self):
        waiters, self._waiters = self._waiters, None
        for waiter in waiters or ():
            _set_result_unless_cancelled(waiter, None)

    @property
    def sockets(self):
        """The sockets that listen."""
        return () if self._sockets is None else tuple(map(TransportSocket, self._sockets))

    def get_loop(self):
        return self._loop

    def is_serving(self):
        """Whether connections are accepted."""
        return self._serving

    def _start_serving(self):
        if self._serving:
            return
        self._serving = True
        for sock in self._sockets:
            sock.listen(self._backlog)
            self._loop._add_reader(sock.fileno(), self._accept, sock)

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
                self._loop._remove_reader(sock.fileno())
                self._loop.call_later(1, self._accept_again, sock)
                return
            connection.setblocking(False)
            try:
                _SelectorSocketTransport(
                    self._loop, connection, self._protocol_factory(), extra={"peername": address}, server=self)
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as error:
                connection.close()
                self._loop.call_exception_handler({
                    "message": "Error on transport creation for incoming connection", "exception": error,
                })

    def _accept_again(self, sock):
        if self._sockets is not None and self._serving:
            self._loop._add_reader(sock.fileno(), self._accept, sock)

    def close(self):
        """Accept no more connections; those that stand stay."""
        sockets, self._sockets = self._sockets, None
        if sockets is None:
            return
        for sock in sockets:
            self._loop._remove_reader(sock.fileno())
            if self._loop._unix_server_sockets is not None:
                from .unix_sockets import forget_file
                forget_file(self._loop, sock)
            sock.close()
        self._serving = False
        if self._serving_forever_fut is not None and not self._serving_forever_fut.done():
            self._serving_forever_fut.cancel()
            self._serving_forever_fut = None
        if not self._clients:
            self._wakeup()

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
        self._start_serving()
        await sleep(0)

    async def serve_forever(self):
        """Accept connections until cancelled; then close."""
        if self._serving_forever_fut is not None:
            raise RuntimeError(f"server {self!r} is already being awaited on serve_forever()")
        if self._sockets is None:
            raise RuntimeError(f"server {self!r} is closed")
        self._start_serving()
        self._serving_forever_fut = self._loop.create_future()
        try:
            await self._serving_forever_fut
        except exceptions.CancelledError as cancelled:
            try:
                self.close()
                await self.wait_closed()
            finally:
                # Whatever closing came to, the cancellation goes on.
                raise cancelled
        finally:
            self._serving_forever_fut = None

    async def wait_closed(self):
        """Wait until the server is closed and its last connection has gone."""
        if self._waiters is None:
            return
        waiter = self._loop.create_future()
        self._waiters.append(waiter)
        await waiter


def check_tls_of_server(ssl, handshake_timeout, shutdown_timeout):
    """Refuses what has no meaning with or without TLS."""
    if isinstance(ssl, bool):
        raise TypeError("ssl argument must be an SSLContext or None")
    if ssl is None:
        for name, value in (("ssl_handshake_timeout", handshake_timeout), ("ssl_shutdown_timeout", shutdown_timeout)):
            if value is not None:
                raise ValueError(f"{name} is only meaningful with ssl")
    else:
        raise NotImplementedError("TLS is not there yet")


async def serve(loop, factory, sockets, backlog, start):
    """A server on sockets that are bound; it listens, if it is to start at once."""
    for sock in sockets:
        sock.setblocking(False)
    server = Server(loop, sockets, factory, None, backlog)
    if start:
        server._start_serving()
        from .tasks import sleep
        # Whoever connects from another thread finds it listening.
        await sleep(0)
    return server


async def bound_sockets(loop, host, port, family, flags, sock, options):
    """Sockets on the addresses of a host (or of several) and a port, or the one that is bound already."""
    if host is None and port is None:
        if sock is None:
            raise ValueError("Neither host/port nor sock were specified")
        check_stream_socket(sock)
        return [sock]
    if sock is not None:
        raise ValueError("host/port and sock can not be specified at the same time")
    if host == "":
        hosts = [None]
    elif isinstance(host, str) or not hasattr(type(host), "__iter__"):
        hosts = [host]
    else:
        hosts = host
    infos = {}
    for host in hosts:
        found = await resolve(loop, (host, port), family, socket.SOCK_STREAM, 0, flags)
        if not found:
            raise OSError(f"getaddrinfo({host!r}) returned empty list")
        infos.update(dict.fromkeys(found))
    return _bound(infos, *options)


def _bound(infos, reuse_address, reuse_port, keep_alive):
    sockets = []
    done = False
    try:
        for family, kind, proto, _, address in infos:
            try:
                sock = socket.socket(family, kind, proto)
            except OSError:
                # The system has no sockets of this family.
                continue
            sockets.append(sock)
            if reuse_address is None or reuse_address:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, True)
            if reuse_port:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            if keep_alive:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, True)
            if family == socket.AF_INET6:
                sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, True)
            try:
                sock.bind(address)
            except OSError as error:
                if error.errno == errno.EADDRNOTAVAIL:
                    sockets.pop().close()
                    continue
                raise OSError(
                    error.errno,
                    f"error while attempting to bind on address {address!r}: {str(error).lower()}") from None
        if not sockets:
            raise OSError(f"could not bind on any address out of {[info[4] for info in infos]!r}")
        done = True
        return sockets
    finally:
        if not done:
            for sock in sockets:
                sock.close()
