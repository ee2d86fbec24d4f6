"""What event loops have in common: the policy around the native queues and timers."""

import _asyncio

from . import coroutines, events

__all__ = ("BaseEventLoop", "Server")


def __getattr__(name):
    # A program without the network never loads it.
    if name == "Server":
        from .servers import Server
        return Server
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _run_until_complete_cb(future):
    """Stops the loop of a future that has ended."""
    if not future.cancelled():
        exception = future.exception()
        if isinstance(exception, (SystemExit, KeyboardInterrupt)):
            # The exception itself stops the loop.
            return
    future.get_loop().stop()


class BaseEventLoop(_asyncio.EventLoop, events.AbstractEventLoop):
    """An event loop: native queues and timers, and the policy around them."""

    # A loop that a class overrides without calling __init__() has them all the same.
    _exception_handler = None
    _default_executor = None
    _executor_shutdown_called = False
    _asyncgens_shutdown_called = False
    _clock_resolution = 1e-09
    _current_handle = None
    slow_callback_duration = 0.1

    def __init__(self):
        self._exception_handler = None
        self._default_executor = None
        self._executor_shutdown_called = False
        self.slow_callback_duration = 0.1
        self.set_debug(coroutines._is_debug_mode())

    def __repr__(self):
        return (f"<{type(self).__name__} running={self.is_running()} "
                f"closed={self.is_closed()} debug={self.get_debug()}>")

    def __del__(self, _warn=None):
        if self.is_closed():
            return
        import warnings
        warnings.warn(f"unclosed event loop {self!r}", ResourceWarning, source=self)
        if not self.is_running():
            self.close()

    def create_task(self, coro, *, name=None, context=None):
        """Make a task of a coroutine."""
        if self._task_factory is None:
            return self._make_task(coro, name=name, context=context)
        if context is None:
            task = self._task_factory(self, coro)
        else:
            task = self._task_factory(self, coro, context=context)
        if name is not None and hasattr(task, "set_name"):
            task.set_name(name)
        return task

    def set_task_factory(self, factory):
        """Make tasks with factory(loop, coro, **kwargs); None for the ordinary way."""
        if factory is not None and not callable(factory):
            raise TypeError("task factory must be a callable or None")
        self._task_factory = factory

    def get_task_factory(self):
        """The function that makes tasks, or None."""
        return self._task_factory

    def _check_running(self):
        if self.is_running():
            raise RuntimeError("This event loop is already running")
        if events._get_running_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")

    def run_until_complete(self, future):
        """Run until the future (or the task of the coroutine) has ended, and give its result."""
        from .tasks import ensure_future
        self._check_closed()
        self._check_running()
        fresh = not _asyncio.isfuture(future)
        future = ensure_future(future, loop=self)
        future.add_done_callback(_run_until_complete_cb)
        self._run_for(future)
        try:
            self.run_forever()
        except:
            if fresh and future.done() and not future.cancelled():
                future.exception()
            raise
        finally:
            self._run_for(None)
            future.remove_done_callback(_run_until_complete_cb)
        if not future.done():
            raise RuntimeError("Event loop stopped before Future completed.")
        return future.result()

    def close(self):
        """Close the loop: nothing runs on it any more."""
        if self.is_running():
            raise RuntimeError("Cannot close a running event loop")
        if not self.is_closed():
            self._close()
            executor, self._default_executor = self._default_executor, None
            self._executor_shutdown_called = True
            if executor is not None:
                executor.shutdown(wait=False)

    async def shutdown_asyncgens(self):
        """Close the asynchronous generators that are still open."""
        self._asyncgens_shutdown_called = True
        left = self._open_asyncgens()
        if not left:
            return
        from .tasks import gather
        results = await gather(*[agen.aclose() for agen in left], return_exceptions=True)
        for result, agen in zip(results, left):
            if isinstance(result, Exception):
                self.call_exception_handler({
                    "message": f"an error occurred during closing of asynchronous generator {agen!r}",
                    "exception": result,
                    "asyncgen": agen,
                })

    async def shutdown_default_executor(self, timeout=None):
        """Wait for the threads of the default executor, at most timeout seconds."""
        self._executor_shutdown_called = True
        if self._default_executor is None:
            return
        import threading
        from .timeouts import timeout as limit
        future = self.create_future()
        thread = threading.Thread(target=self._shut_down_executor, args=(future,))
        thread.start()
        try:
            async with limit(timeout):
                await future
        except TimeoutError:
            import warnings
            warnings.warn("The executor did not finishing joining its threads "
                          f"within {timeout} seconds.", RuntimeWarning, stacklevel=2)
            self._default_executor.shutdown(wait=False)
        else:
            thread.join()

    def _shut_down_executor(self, future):
        def tell(end, *args):
            if not future.done():
                end(*args)

        try:
            self._default_executor.shutdown(wait=True)
            if not self.is_closed():
                self.call_soon_threadsafe(tell, future.set_result, None)
        except Exception as error:
            if not self.is_closed():
                self.call_soon_threadsafe(tell, future.set_exception, error)

    def run_in_executor(self, executor, func, *args):
        """Call a function in a thread of an executor (None: the default one); its future."""
        self._check_closed()
        if self._debug:
            self._check_callback(func, "run_in_executor")
        if executor is None:
            executor = self._default_executor
            if self._executor_shutdown_called:
                raise RuntimeError("Executor shutdown has been called")
            if executor is None:
                from concurrent.futures import ThreadPoolExecutor
                executor = self._default_executor = ThreadPoolExecutor(thread_name_prefix="asyncio")
        from .futures import wrap_future
        return wrap_future(executor.submit(func, *args), loop=self)

    def set_default_executor(self, executor):
        """Have run_in_executor(None, ...) use this executor."""
        from concurrent.futures import ThreadPoolExecutor
        if not isinstance(executor, ThreadPoolExecutor):
            raise TypeError("executor must be ThreadPoolExecutor instance")
        self._default_executor = executor

    def get_debug(self):
        """Whether debug mode is on."""
        return self._debug

    def set_debug(self, enabled):
        """Turn debug mode on or off."""
        self._debug = enabled

    def get_exception_handler(self):
        """The handler that was set, or None."""
        return self._exception_handler

    def set_exception_handler(self, handler):
        """Have handler(loop, context) told of errors that nobody else hears of; None for the ordinary way."""
        if handler is not None and not callable(handler):
            raise TypeError(f"A callable object or None is expected, got {handler!r}")
        self._exception_handler = handler

    def default_exception_handler(self, context):
        """Tell the log "asyncio" what happened, with the exception's traceback; without logging, sys.stderr."""
        message = context.get("message") or "Unhandled exception in event loop"
        exception = context.get("exception")
        lines = [message]
        for key in sorted(context):
            value = context[key]
            if key in ("message", "exception"):
                continue
            if key in ("source_traceback", "handle_traceback"):
                import traceback
                made = "Object" if key == "source_traceback" else "Handle"
                value = f"{made} created at (most recent call last):\n{''.join(traceback.format_list(value)).rstrip()}"
            else:
                value = repr(value)
            lines.append(f"{key}: {value}")
        from .log import report
        report("\n".join(lines), exception)

    def call_exception_handler(self, context):
        """Tell the exception handler of an error: a dict with 'message' and perhaps 'exception', 'future', 'handle'."""
        if self._exception_handler is None:
            self._call_default(context, "Exception in default exception handler")
            return
        try:
            concerned = next((context[key] for key in ("task", "future", "handle") if context.get(key) is not None), None)
            if hasattr(concerned, "get_context"):
                concerned.get_context().run(self._exception_handler, self, context)
            else:
                self._exception_handler(self, context)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._call_default({
                "message": "Unhandled error in exception handler",
                "exception": error,
                "context": context,
            }, "Exception in default exception handler while handling an unexpected error in custom exception handler")

    def _call_default(self, context, failing):
        try:
            self.default_exception_handler(context)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            from .log import report
            report(failing, error)

    # The network, which is imported when it is asked for.

    async def getaddrinfo(self, host, port, *, family=0, type=0, proto=0, flags=0):
        """The addresses of a host and a port."""
        import socket
        return await self.run_in_executor(None, socket.getaddrinfo, host, port, family, type, proto, flags)

    async def getnameinfo(self, sockaddr, flags=0):
        """The host and the port of an address."""
        import socket
        return await self.run_in_executor(None, socket.getnameinfo, sockaddr, flags)

    async def create_connection(self, protocol_factory, host=None, port=None, *, ssl=None, family=0, proto=0, flags=0,
                                sock=None, local_addr=None, server_hostname=None, ssl_handshake_timeout=None,
                                ssl_shutdown_timeout=None, happy_eyeballs_delay=None, interleave=None,
                                all_errors=False):
        """A stream to a host and a port: its transport and its protocol."""
        from .connections import check_tls, connect_stream
        check_tls(ssl, server_hostname, ssl_handshake_timeout, ssl_shutdown_timeout, host)
        return await connect_stream(self, protocol_factory, (host, port), (family, proto, flags), sock, local_addr,
                                    happy_eyeballs_delay, interleave, all_errors)

    async def create_server(self, protocol_factory, host=None, port=None, *, family=0, flags=1, sock=None, backlog=100,
                            ssl=None, reuse_address=None, reuse_port=None, keep_alive=None, ssl_handshake_timeout=None,
                            ssl_shutdown_timeout=None, start_serving=True):
        """A server on the addresses of a host (or of several) and a port, or on a socket that is bound."""
        from .servers import bound_sockets, check_tls_of_server, serve
        check_tls_of_server(ssl, ssl_handshake_timeout, ssl_shutdown_timeout)
        sockets = await bound_sockets(
            self, host, port, family, flags, sock, (reuse_address, reuse_port, keep_alive))
        return await serve(self, protocol_factory, sockets, backlog, start_serving)

    async def connect_accepted_socket(self, protocol_factory, sock, *, ssl=None, ssl_handshake_timeout=None,
                                      ssl_shutdown_timeout=None):
        """A stream over a socket that somebody has accepted: its transport and its protocol."""
        from .connections import check_stream_socket, check_tls, establish
        check_stream_socket(sock)
        check_tls(ssl, None, ssl_handshake_timeout, ssl_shutdown_timeout, "")
        sock.setblocking(False)
        return await establish(self, sock, protocol_factory)

    async def create_datagram_endpoint(self, protocol_factory, local_addr=None, remote_addr=None, *, family=0, proto=0,
                                       flags=0, reuse_port=None, allow_broadcast=None, sock=None):
        """An endpoint of datagrams: its transport and its protocol."""
        from .datagrams import open_endpoint
        return await open_endpoint(self, protocol_factory, local_addr, remote_addr, family, proto, flags, reuse_port,
                                   allow_broadcast, sock)

    async def sendfile(self, transport, file, offset=0, count=None, *, fallback=True):
        """Send a file, or a part of it, through a transport; the number of bytes."""
        from .files import send_through_transport
        return await send_through_transport(self, transport, file, offset, count, fallback)

    async def sock_sendfile(self, sock, file, offset=0, count=None, *, fallback=True):
        """Send a file, or a part of it, through a socket; the number of bytes."""
        from .files import send_through_socket
        return await send_through_socket(self, sock, file, offset, count, fallback)
