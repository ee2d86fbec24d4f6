"""An executor whose calls run in threads of this program."""

import os
import queue
import threading
import weakref

from . import _base

__all__ = ("BrokenThreadPool", "ThreadPoolExecutor")

# Threads with the queues that end them, for the end of the program.
_workers = weakref.WeakKeyDictionary()
_ending = False


class BrokenThreadPool(_base.BrokenExecutor):
    """The initializer of a thread failed."""


class _Call:
    """A call that waits for a thread."""

    def __init__(self, future, fn, args, kwargs):
        self.future, self.fn, self.args, self.kwargs = future, fn, args, kwargs

    def run(self):
        if not self.future.set_running_or_notify_cancel():
            return
        try:
            result = self.fn(*self.args, **self.kwargs)
        except BaseException as error:
            self.future.set_exception(error)
            # The exception's traceback holds this frame.
            self = None
        else:
            self.future.set_result(result)


def _work(executor, calls, initializer, initargs):
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:
            import logging
            logging.getLogger("concurrent.futures").critical("Exception in initializer:", exc_info=True)
            held = executor()
            if held is not None:
                held._initializer_failed()
            return
    while True:
        try:
            call = calls.get_nowait()
        except queue.Empty:
            held = executor()
            if held is not None:
                held._idle.release()
            del held
            call = calls.get()
        if call is not None:
            call.run()
            del call
            continue
        held = executor()
        if _ending or held is None or held._shutdown:
            if held is not None:
                held._shutdown = True
            # The next thread ends, too.
            calls.put(None)
            return
        del held


class ThreadPoolExecutor(_base.Executor):
    """Threads that are made as they are needed, at most max_workers, and that stay for the next call."""

    _made = 0

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        if max_workers is None:
            max_workers = min(32, (os.cpu_count() or 1) + 4)
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        if not thread_name_prefix:
            thread_name_prefix = f"ThreadPoolExecutor-{ThreadPoolExecutor._made}"
            ThreadPoolExecutor._made += 1
        self._max_workers = max_workers
        self._work_queue = queue.SimpleQueue()
        self._idle = threading.Semaphore(0)
        self._threads = set()
        self._broken = False
        self._shutdown = False
        self._lock = threading.Lock()
        self._thread_name_prefix = thread_name_prefix
        self._initializer = initializer
        self._initargs = initargs

    def submit(self, fn, /, *args, **kwargs):
        with self._lock:
            if self._broken:
                raise BrokenThreadPool(self._broken)
            if self._shutdown:
                raise RuntimeError("cannot schedule new futures after shutdown")
            if _ending:
                raise RuntimeError("cannot schedule new futures after interpreter shutdown")
            future = _base.Future()
            self._work_queue.put(_Call(future, fn, args, kwargs))
            self._want_thread()
            return future

    submit.__doc__ = _base.Executor.submit.__doc__

    def _want_thread(self):
        if self._idle.acquire(timeout=0):
            return
        calls = self._work_queue
        if len(self._threads) >= self._max_workers:
            return
        # When nobody holds the executor any more, its threads end.
        executor = weakref.ref(self, lambda _: calls.put(None))
        thread = threading.Thread(
            name=f"{self._thread_name_prefix}_{len(self._threads)}", target=_work,
            args=(executor, calls, self._initializer, self._initargs))
        thread.start()
        self._threads.add(thread)
        _workers[thread] = calls

    def _initializer_failed(self):
        with self._lock:
            self._broken = "A thread initializer failed, the thread pool is not usable anymore"
            while (call := _next(self._work_queue)) is not None:
                call.future.set_exception(BrokenThreadPool(self._broken))

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._lock:
            self._shutdown = True
            if cancel_futures:
                while (call := _next(self._work_queue)) is not None:
                    call.future.cancel()
            self._work_queue.put(None)
        if wait:
            for thread in self._threads:
                thread.join()

    shutdown.__doc__ = _base.Executor.shutdown.__doc__


def _next(calls):
    try:
        return calls.get_nowait()
    except queue.Empty:
        return None


def _end():
    """The end of the program: threads finish what they have and end."""
    global _ending
    _ending = True
    left = list(_workers.items())
    for _, calls in left:
        calls.put(None)
    for thread, _ in left:
        thread.join()


threading._register_atexit(_end)
