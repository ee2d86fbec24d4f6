"""Running a program's main coroutine."""

import _signal
import _thread
from . import events, tasks
from .exceptions import CancelledError

__all__ = ("Runner", "run")


class Runner:
    """A loop for several calls of run(): made at the first, closed at the end of the with block."""

    def __init__(self, *, debug=None, loop_factory=None):
        self._debug = debug
        self._loop_factory = loop_factory
        self._loop = None
        self._context = None
        self._closed = False
        self._set_current = False

    def __enter__(self):
        self._prepare()
        if self._context is None:
            # All calls of run() share the context of this moment.
            from contextvars import copy_context
            self._context = copy_context()
        return self

    def __exit__(self, *exc):
        self.close()

    def _prepare(self):
        if self._closed:
            raise RuntimeError("Runner is closed")
        if self._loop is not None:
            return
        if self._loop_factory is None:
            self._loop = events.new_event_loop()
            events.set_event_loop(self._loop)
            self._set_current = True
        else:
            self._loop = self._loop_factory()
        if self._debug is not None:
            self._loop.set_debug(self._debug)

    def get_loop(self):
        """The loop."""
        self._prepare()
        return self._loop

    def run(self, coro, *, context=None):
        """Run a coroutine and give its result."""
        if not tasks.iscoroutine(coro):
            raise ValueError(f"a coroutine was expected, got {coro!r}")
        if events._get_running_loop() is not None:
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        self._prepare()
        task = self._loop.create_task(coro, context=self._context if context is None else context)
        answer = _Interrupted(task, self._loop)
        before = answer.begin()
        try:
            return self._loop.run_until_complete(task)
        except CancelledError:
            if answer.presses and getattr(task, "uncancel", _never)() == 0:
                raise KeyboardInterrupt
            raise
        finally:
            answer.end(before)
            if context is None and isinstance(task, tasks.Task):
                # None while nobody has set a variable.
                self._context = task._context

    def close(self):
        """Cancel what is left and close the loop."""
        loop = self._loop
        if loop is None:
            # It was never used, or is closed.
            return
        self._closed = True
        try:
            _cancel_all_tasks(loop)
            loop.run_until_complete(loop.shutdown_asyncgens())
            loop.run_until_complete(loop.shutdown_default_executor(300))
        finally:
            if self._set_current:
                events.set_event_loop(None)
            loop.close()
            self._loop = None


class _Interrupted:
    """What Ctrl-C does while a loop runs its main task: it is cancelled; the second time is KeyboardInterrupt at once."""

    def __init__(self, task, loop):
        self.presses = 0
        self._task = task
        self._loop = loop

    def begin(self):
        if _thread.get_ident() == _thread._get_main_thread_ident():
            return _signal.on_interrupt(self)

    def end(self, before):
        if _thread.get_ident() == _thread._get_main_thread_ident():
            _signal.on_interrupt(before)

    def __call__(self):
        self.presses += 1
        if self.presses > 1 or self._task.done():
            raise KeyboardInterrupt
        self._task.cancel()
        # A loop with passes of its own may wait for something else.
        self._loop.call_soon_threadsafe(_nothing)


def _nothing():
    pass


def _never():
    return -1


def run(main, *, debug=None, loop_factory=None):
    """Run a coroutine on a loop of its own and give its result.

    Raises ValueError for anything but a coroutine, RuntimeError inside a running loop.
    """
    if events._get_running_loop() is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    runner = Runner(debug=debug, loop_factory=loop_factory)
    try:
        return runner.run(main)
    finally:
        runner.close()


def _cancel_all_tasks(loop):
    left = tasks.all_tasks(loop)
    if not left:
        return
    for task in left:
        task.cancel()
    loop.run_until_complete(tasks.gather(*left, return_exceptions=True))
    for task in left:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler({
                "message": "unhandled exception during asyncio.run() shutdown",
                "exception": task.exception(),
                "task": task,
            })
