"""Event loops: what all of them answer, which one runs, and who makes them."""

import _thread
from _asyncio import Handle, TimerHandle, get_event_loop, get_running_loop, _get_running_loop, _set_running_loop

__all__ = (
    "AbstractEventLoopPolicy", "AbstractEventLoop", "AbstractServer", "Handle", "TimerHandle", "get_event_loop_policy",
    "set_event_loop_policy", "get_event_loop", "set_event_loop", "new_event_loop", "_set_running_loop",
    "get_running_loop", "_get_running_loop",
)


class AbstractServer:
    """What a server answers."""

    def close(self):
        """Accept no more connections."""
        raise NotImplementedError

    def close_clients(self):
        """Close all connections when what they have buffered has gone."""
        raise NotImplementedError

    def abort_clients(self):
        """Close all connections at once."""
        raise NotImplementedError

    def get_loop(self):
        """The loop that serves."""
        raise NotImplementedError

    def is_serving(self):
        """Whether connections are accepted."""
        raise NotImplementedError

    async def start_serving(self):
        """Accept connections from now on."""
        raise NotImplementedError

    async def serve_forever(self):
        """Accept connections until cancelled; then close."""
        raise NotImplementedError

    async def wait_closed(self):
        """Wait until the server is closed."""
        raise NotImplementedError

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        self.close()
        await self.wait_closed()


class AbstractEventLoop:
    """What an event loop answers: for loops of other kinds to inherit from, for isinstance() and annotations."""

    # Running and stopping.

    def run_forever(self):
        """Run until stop() is called."""
        raise NotImplementedError

    def run_until_complete(self, future):
        """Run until a future has ended, and give its result."""
        raise NotImplementedError

    def stop(self):
        """Stop after the present pass."""
        raise NotImplementedError

    def is_running(self):
        """Whether the loop runs."""
        raise NotImplementedError

    def is_closed(self):
        """Whether the loop was closed."""
        raise NotImplementedError

    def close(self):
        """Close the loop for good."""
        raise NotImplementedError

    async def shutdown_asyncgens(self):
        """Close all asynchronous generators that are open."""
        raise NotImplementedError

    async def shutdown_default_executor(self):
        """Wait for the threads of the default executor."""
        raise NotImplementedError

    # Callbacks and timers.

    def _timer_handle_cancelled(self, handle):
        """A timer was cancelled."""
        raise NotImplementedError

    def call_soon(self, callback, *args, context=None):
        """Call a function with arguments in the next pass."""
        return self.call_later(0, callback, *args, context=context)

    def call_later(self, delay, callback, *args, context=None):
        """Call a function after a delay in seconds."""
        raise NotImplementedError

    def call_at(self, when, callback, *args, context=None):
        """Call a function at a time on the loop's clock."""
        raise NotImplementedError

    def time(self):
        """The loop's clock in seconds."""
        raise NotImplementedError

    def create_future(self):
        """Make a future of this loop."""
        raise NotImplementedError

    # Tasks and threads.

    def create_task(self, coro, *, name=None, context=None):
        """Make a task of a coroutine."""
        raise NotImplementedError

    def call_soon_threadsafe(self, callback, *args, context=None):
        """As call_soon(), from any thread."""
        raise NotImplementedError

    def run_in_executor(self, executor, func, *args):
        """Call a function in a thread of an executor."""
        raise NotImplementedError

    def set_default_executor(self, executor):
        """Have run_in_executor(None, ...) use this executor."""
        raise NotImplementedError

    # Names and connections.

    async def getaddrinfo(self, host, port, *, family=0, type=0, proto=0, flags=0):
        """The addresses of a host and a port."""
        raise NotImplementedError

    async def getnameinfo(self, sockaddr, flags=0):
        """The host and the port of an address."""
        raise NotImplementedError

    async def create_connection(self, protocol_factory, host=None, port=None, *, ssl=None, family=0, proto=0, flags=0,
                                sock=None, local_addr=None, server_hostname=None, ssl_handshake_timeout=None,
                                ssl_shutdown_timeout=None, happy_eyeballs_delay=None, interleave=None):
        """Connect to a host and a port."""
        raise NotImplementedError

    async def create_server(self, protocol_factory, host=None, port=None, *, family=0, flags=1, sock=None, backlog=100,
                            ssl=None, reuse_address=None, reuse_port=None, keep_alive=None, ssl_handshake_timeout=None,
                            ssl_shutdown_timeout=None, start_serving=True):
        """Serve on a host and a port."""
        raise NotImplementedError

    async def sendfile(self, transport, file, offset=0, count=None, *, fallback=True):
        """Send a file through a transport."""
        raise NotImplementedError

    async def start_tls(self, transport, protocol, sslcontext, *, server_side=False, server_hostname=None,
                        ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        """Go on with TLS."""
        raise NotImplementedError

    async def create_unix_connection(self, protocol_factory, path=None, *, ssl=None, sock=None, server_hostname=None,
                                     ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        """Connect to a socket in the file system."""
        raise NotImplementedError

    async def create_unix_server(self, protocol_factory, path=None, *, sock=None, backlog=100, ssl=None,
                                 ssl_handshake_timeout=None, ssl_shutdown_timeout=None, start_serving=True):
        """Serve on a socket in the file system."""
        raise NotImplementedError

    async def connect_accepted_socket(self, protocol_factory, sock, *, ssl=None, ssl_handshake_timeout=None,
                                      ssl_shutdown_timeout=None):
        """Take over a connection that somebody has accepted."""
        raise NotImplementedError

    async def create_datagram_endpoint(self, protocol_factory, local_addr=None, remote_addr=None, *, family=0, proto=0,
                                       flags=0, reuse_address=None, reuse_port=None, allow_broadcast=None, sock=None):
        """Make an endpoint of datagrams."""
        raise NotImplementedError

    # Pipes and processes.

    async def connect_read_pipe(self, protocol_factory, pipe):
        """Receive from a pipe."""
        raise NotImplementedError

    async def connect_write_pipe(self, protocol_factory, pipe):
        """Send through a pipe."""
        raise NotImplementedError

    async def subprocess_shell(self, protocol_factory, cmd, *, stdin=-1, stdout=-1, stderr=-1, **kwargs):
        """Run a command of the shell."""
        raise NotImplementedError

    async def subprocess_exec(self, protocol_factory, *args, stdin=-1, stdout=-1, stderr=-1, **kwargs):
        """Run a program."""
        raise NotImplementedError

    # Descriptors and sockets.

    def add_reader(self, fd, callback, *args):
        """Call a function whenever a descriptor can be read."""
        raise NotImplementedError

    def remove_reader(self, fd):
        """Watch a descriptor for reading no longer."""
        raise NotImplementedError

    def add_writer(self, fd, callback, *args):
        """Call a function whenever a descriptor can be written."""
        raise NotImplementedError

    def remove_writer(self, fd):
        """Watch a descriptor for writing no longer."""
        raise NotImplementedError

    async def sock_recv(self, sock, nbytes):
        """Receive at most so many bytes."""
        raise NotImplementedError

    async def sock_recv_into(self, sock, buf):
        """Receive into a buffer."""
        raise NotImplementedError

    async def sock_recvfrom(self, sock, bufsize):
        """Receive a datagram and its address."""
        raise NotImplementedError

    async def sock_recvfrom_into(self, sock, buf, nbytes=0):
        """Receive a datagram into a buffer."""
        raise NotImplementedError

    async def sock_sendall(self, sock, data):
        """Send all bytes."""
        raise NotImplementedError

    async def sock_sendto(self, sock, data, address):
        """Send a datagram."""
        raise NotImplementedError

    async def sock_connect(self, sock, address):
        """Connect a socket."""
        raise NotImplementedError

    async def sock_accept(self, sock):
        """Wait for a connection."""
        raise NotImplementedError

    async def sock_sendfile(self, sock, file, offset=0, count=None, *, fallback=None):
        """Send a file through a socket."""
        raise NotImplementedError

    # Signals.

    def add_signal_handler(self, sig, callback, *args):
        """Call a function when a signal comes."""
        raise NotImplementedError

    def remove_signal_handler(self, sig):
        """Answer a signal no longer."""
        raise NotImplementedError

    # Settings.

    def set_task_factory(self, factory):
        """Make tasks with a function."""
        raise NotImplementedError

    def get_task_factory(self):
        """The function that makes tasks."""
        raise NotImplementedError

    def get_exception_handler(self):
        """The handler of errors that nobody else hears of."""
        raise NotImplementedError

    def set_exception_handler(self, handler):
        """Set that handler."""
        raise NotImplementedError

    def default_exception_handler(self, context):
        """What happens without a handler."""
        raise NotImplementedError

    def call_exception_handler(self, context):
        """Tell the handler of an error."""
        raise NotImplementedError

    def get_debug(self):
        """Whether debug mode is on."""
        raise NotImplementedError

    def set_debug(self, enabled):
        """Turn debug mode on or off."""
        raise NotImplementedError


class AbstractEventLoopPolicy:
    """Who makes event loops."""

    def get_event_loop(self):
        """The loop of the context."""
        raise NotImplementedError

    def set_event_loop(self, loop):
        """Set the loop of the context."""
        raise NotImplementedError

    def new_event_loop(self):
        """Make a loop."""
        raise NotImplementedError


class BaseDefaultEventLoopPolicy(AbstractEventLoopPolicy):
    """One current loop for each thread; in the main one made on demand."""

    _loop_factory = None

    def get_event_loop(self):
        """The current loop of this thread; RuntimeError if there is none."""
        here = _thread._storage()
        if self not in here and _thread.get_ident() == _thread._get_main_thread_ident():
            _warn_of_no_loop()
            self.set_event_loop(self.new_event_loop())
        loop = here.get(self)
        if loop is None:
            import threading
            raise RuntimeError(f"There is no current event loop in thread {threading.current_thread().name!r}.")
        return loop

    def set_event_loop(self, loop):
        """Make a loop the current one of this thread; None for none."""
        if loop is not None and not isinstance(loop, AbstractEventLoop):
            raise TypeError(
                f"loop must be an instance of AbstractEventLoop or None, not '{type(loop).__name__}'")
        _thread._storage()[self] = loop

    def new_event_loop(self):
        """Make a loop."""
        return self._loop_factory()


def _warn_of_no_loop():
    import sys
    import warnings
    # Whoever called into this package is meant.
    level, frame = 2, sys._getframe(1)
    while frame is not None and (frame.f_globals.get("__name__") or "").partition(".")[0] == "asyncio":
        frame = frame.f_back
        level += 1
    warnings.warn("There is no current event loop", DeprecationWarning, stacklevel=level)


_event_loop_policy = None


def get_event_loop_policy():
    """The policy in force."""
    global _event_loop_policy
    if _event_loop_policy is None:
        from . import DefaultEventLoopPolicy
        _event_loop_policy = DefaultEventLoopPolicy()
    return _event_loop_policy


def set_event_loop_policy(policy):
    """Put another policy in force; None for the default."""
    global _event_loop_policy
    if policy is not None and not isinstance(policy, AbstractEventLoopPolicy):
        raise TypeError(
            f"policy must be an instance of AbstractEventLoopPolicy or None, not '{type(policy).__name__}'")
    _event_loop_policy = policy


def set_event_loop(loop):
    """Make a loop the current one."""
    get_event_loop_policy().set_event_loop(loop)


def new_event_loop():
    """Make a loop."""
    return get_event_loop_policy().new_event_loop()
