"""Event loops: the policy over the native loop."""

import _asyncio
import _thread
from _asyncio import Handle, TimerHandle, get_running_loop, _get_running_loop, _set_running_loop

__all__ = (
    "AbstractEventLoop", "BaseEventLoop", "EventLoop", "SelectorEventLoop", "AbstractServer", "Handle", "TimerHandle",
    "get_running_loop", "_get_running_loop", "_set_running_loop", "get_event_loop", "set_event_loop",
    "new_event_loop", "AbstractEventLoopPolicy", "DefaultEventLoopPolicy", "get_event_loop_policy",
    "set_event_loop_policy",
)


class AbstractServer:
    """What a server answers."""

    def close(self):
        """Stop serving."""
        raise NotImplementedError

    def get_loop(self):
        """The loop that serves."""
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
    """What an event loop answers; for isinstance() and annotations."""


class BaseEventLoop(_asyncio.EventLoop, AbstractEventLoop):
    """An event loop: native queues and timers, and the policy around them."""

    def __init__(self, *, virtual_time=False):
        self._debug = False
        self._exception_handler = None
        self._default_executor = None
        self._executor_shutdown_called = False
        self.slow_callback_duration = 0.1

    def __repr__(self):
        return (f"<{type(self).__name__} running={self.is_running()} "
                f"closed={self.is_closed()} debug={self.get_debug()}>")

    def create_task(self, coro, *, name=None, context=None, **kwargs):
        """Make a task of a coroutine."""
        if self._task_factory is None:
            return self._make_task(coro, name=name, context=context)
        if context is None:
            task = self._task_factory(self, coro, **kwargs)
        else:
            task = self._task_factory(self, coro, context=context, **kwargs)
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

    def run_until_complete(self, future):
        """Run until the future (or the task of the coroutine) has ended, and give its result."""
        from .tasks import ensure_future
        if self.is_closed():
            raise RuntimeError("Event loop is closed")
        if self.is_running():
            raise RuntimeError("This event loop is already running")
        if _get_running_loop() is not None:
            raise RuntimeError("Cannot run the event loop while another loop is running")
        fresh = not _asyncio.isfuture(future)
        future = ensure_future(future, loop=self)
        future.add_done_callback(_stop_loop_of)
        try:
            self.run_forever()
        except:
            if fresh and future.done() and not future.cancelled():
                future.exception()
            raise
        finally:
            future.remove_done_callback(_stop_loop_of)
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
        if self.is_closed():
            raise RuntimeError("Event loop is closed")
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
        self._debug = bool(enabled)

    def get_exception_handler(self):
        """The handler that was set, or None."""
        return self._exception_handler

    def set_exception_handler(self, handler):
        """Have handler(loop, context) told of errors that nobody else hears of; None for the ordinary way."""
        if handler is not None and not callable(handler):
            raise TypeError(f"A callable object or None is expected, got {handler!r}")
        self._exception_handler = handler

    def default_exception_handler(self, context):
        """Print what happened and the exception's traceback to sys.stderr."""
        import sys
        import traceback
        message = context.get("message") or "Unhandled exception in event loop"
        lines = [message]
        for key in sorted(context):
            if key in ("message", "exception"):
                continue
            value = context[key]
            if key in ("source_traceback", "handle_traceback"):
                continue
            lines.append(f"{key}: {value!r}")
        exception = context.get("exception")
        text = "\n".join(lines) + "\n"
        if exception is not None:
            text += "".join(traceback.format_exception(type(exception), exception, exception.__traceback__))
        sys.stderr.write(text)

    def call_exception_handler(self, context):
        """Tell the exception handler of an error: a dict with 'message' and perhaps 'exception', 'future', 'handle'."""
        if self._exception_handler is None:
            self._call_default(context)
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
            })

    def _call_default(self, context):
        try:
            self.default_exception_handler(context)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException:
            import sys
            sys.stderr.write("Exception in default exception handler\n")


class EventLoop(BaseEventLoop):
    """The loop that new_event_loop() makes. What it does with sockets is imported when it is asked for."""

    async def create_connection(self, protocol_factory, host=None, port=None, **options):
        """A stream to a host and a port: its transport and its protocol."""
        from .sockets import create_connection
        return await create_connection(self, protocol_factory, host, port, **options)

    async def create_server(self, protocol_factory, host=None, port=None, **options):
        """A server on a host and a port."""
        from .sockets import create_server
        return await create_server(self, protocol_factory, host, port, **options)

    async def create_datagram_endpoint(self, protocol_factory, local_addr=None, remote_addr=None, **options):
        """An endpoint of datagrams: its transport and its protocol."""
        from .sockets import create_datagram_endpoint
        return await create_datagram_endpoint(self, protocol_factory, local_addr, remote_addr, **options)

    async def connect_accepted_socket(self, protocol_factory, sock, **options):
        """A stream over a socket that somebody has accepted: its transport and its protocol."""
        from .sockets import create_connection
        return await create_connection(self, protocol_factory, None, None, sock=sock, **options)

    async def sock_recv(self, sock, nbytes):
        """Receive at most so many bytes."""
        from .sockets import receive
        return await receive(self, sock, nbytes)

    async def sock_recv_into(self, sock, buf):
        """Receive into a buffer; the number of bytes."""
        data = await self.sock_recv(sock, len(buf))
        buf[:len(data)] = data
        return len(data)

    async def sock_sendall(self, sock, data):
        """Send all bytes."""
        from .sockets import send_all
        await send_all(self, sock, data)

    async def sock_accept(self, sock):
        """Wait for a connection: a new socket and an address."""
        from .sockets import accept
        return await accept(self, sock)

    async def sock_connect(self, sock, address):
        """Connect a socket."""
        from .sockets import connect
        await connect(self, sock, address)

    async def getaddrinfo(self, host, port, *, family=0, type=0, proto=0, flags=0):
        """The addresses of a host and a port."""
        import socket
        return socket.getaddrinfo(host, port, family, type, proto, flags)


EventLoop.__name__ = EventLoop.__qualname__ = "_UnixSelectorEventLoop"
SelectorEventLoop = EventLoop


def _stop_loop_of(future):
    if not future.cancelled():
        exception = future.exception()
        if isinstance(exception, (SystemExit, KeyboardInterrupt)):
            # The exception itself stops the loop.
            return
    future.get_loop().stop()


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


class DefaultEventLoopPolicy(AbstractEventLoopPolicy):
    """One current loop for each thread; in the main one made on demand."""

    def get_event_loop(self):
        here = _thread._storage()
        if self not in here and _thread.get_ident() == _thread._get_main_thread_ident():
            self.set_event_loop(self.new_event_loop())
        loop = here.get(self)
        if loop is None:
            import threading
            raise RuntimeError(f"There is no current event loop in thread {threading.current_thread().name!r}.")
        return loop

    def set_event_loop(self, loop):
        if loop is not None and not isinstance(loop, AbstractEventLoop):
            raise TypeError(
                f"loop must be an instance of AbstractEventLoop or None, not '{type(loop).__name__}'")
        _thread._storage()[self] = loop

    def new_event_loop(self):
        return EventLoop()


_policy = DefaultEventLoopPolicy()


def get_event_loop_policy():
    """The policy in force."""
    return _policy


def set_event_loop_policy(policy):
    """Put another policy in force; None for the default."""
    global _policy
    if policy is not None and not isinstance(policy, AbstractEventLoopPolicy):
        raise TypeError(
            f"policy must be an instance of AbstractEventLoopPolicy or None, not '{type(policy).__name__}'")
    _policy = DefaultEventLoopPolicy() if policy is None else policy


def get_event_loop():
    """The running loop, or the policy's current one."""
    return _get_running_loop() or _policy.get_event_loop()


def set_event_loop(loop):
    """Make a loop the current one."""
    _policy.set_event_loop(loop)


def new_event_loop():
    """Make a loop."""
    return _policy.new_event_loop()
