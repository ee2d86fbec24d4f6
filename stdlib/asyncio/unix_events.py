"""The event loop of this system, which new_event_loop() makes, and the policy that makes it."""

from . import events, selector_events

__all__ = ("SelectorEventLoop", "DefaultEventLoopPolicy", "EventLoop")


class _UnixSelectorEventLoop(selector_events.BaseSelectorEventLoop):
    """An event loop with sockets in the file system. With virtual_time its clock jumps instead of waiting."""

    # Files of servers by their sockets; None where there are none.
    _unix_server_sockets = None

    def __init__(self, selector=None, *, virtual_time=False):
        super().__init__(selector)

    async def create_unix_connection(self, protocol_factory, path=None, *, ssl=None, sock=None, server_hostname=None,
                                     ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        """A stream to a socket in the file system: its transport and its protocol."""
        from .unix_sockets import connect_stream
        return await connect_stream(self, protocol_factory, path, sock, ssl, server_hostname, ssl_handshake_timeout,
                                    ssl_shutdown_timeout)

    async def create_unix_server(self, protocol_factory, path=None, *, sock=None, backlog=100, ssl=None,
                                 ssl_handshake_timeout=None, ssl_shutdown_timeout=None, start_serving=True,
                                 cleanup_socket=True):
        """A server on a socket in the file system; its file goes when the server is closed."""
        from .servers import check_tls_of_server, serve
        from .unix_sockets import bound_socket, remember_file
        check_tls_of_server(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
        sock = bound_socket(path, sock)
        if cleanup_socket:
            remember_file(self, sock)
        return await serve(self, protocol_factory, [sock], backlog, start_serving)


class _UnixDefaultEventLoopPolicy(events.BaseDefaultEventLoopPolicy):
    """One current loop for each thread; in the main one made on demand."""

    _loop_factory = _UnixSelectorEventLoop


SelectorEventLoop = EventLoop = _UnixSelectorEventLoop
DefaultEventLoopPolicy = _UnixDefaultEventLoopPolicy
