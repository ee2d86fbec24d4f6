"""Threads: functions that run beside each other, and what they wait for.

One thread at a time runs; the others have their turn when it waits, or after some milliseconds.
"""

import _library
import _thread
import sys
from _thread import TIMEOUT_MAX, RLock as _RLock, get_ident, get_native_id, stack_size
from time import monotonic as _now

__all__ = (
    "get_ident", "active_count", "Condition", "current_thread", "enumerate", "main_thread", "TIMEOUT_MAX", "Event",
    "Lock", "RLock", "Semaphore", "BoundedSemaphore", "Thread", "Barrier", "BrokenBarrierError", "Timer",
    "ThreadError", "setprofile", "settrace", "local", "stack_size", "excepthook", "ExceptHookArgs", "gettrace",
    "getprofile", "setprofile_all_threads", "settrace_all_threads", "get_native_id",
)

Lock = _thread.lock
ThreadError = _thread.error

_threads = {}
_made = 0
_at_exit = []


def RLock(*args, **kwargs):
    """A lock that its owner may acquire again."""
    if args or kwargs:
        import warnings

        warnings.warn(
            "Passing arguments to RLock is deprecated and will be removed in 3.15", DeprecationWarning, stacklevel=2
        )
    return _RLock(*args, **kwargs)


class Condition:
    """Waiting for something that others change under the same lock, and notify of."""

    def __init__(self, lock=None):
        if lock is None:
            lock = RLock()
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release
        for name in ("_release_save", "_acquire_restore", "_is_owned"):
            if hasattr(lock, name):
                setattr(self, name, getattr(lock, name))
        self._waiters = []

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        return f"<Condition({self._lock}, {len(self._waiters)})>"

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, state):
        self._lock.acquire()

    def _is_owned(self):
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def wait(self, timeout=None):
        """Give the lock back until notified, or for timeout seconds; False if the time was over first."""
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        waiter = Lock()
        waiter.acquire()
        self._waiters.append(waiter)
        state = self._release_save()
        notified = False
        try:
            if timeout is None:
                notified = waiter.acquire()
            else:
                notified = waiter.acquire(True, timeout) if timeout > 0 else waiter.acquire(False)
            return notified
        finally:
            self._acquire_restore(state)
            if not notified and waiter in self._waiters:
                self._waiters.remove(waiter)

    def wait_for(self, predicate, timeout=None):
        """Wait until the predicate is true, or for timeout seconds; its last value."""
        end = None if timeout is None else _now() + timeout
        result = predicate()
        while not result:
            left = None if end is None else end - _now()
            if left is not None and left <= 0:
                break
            self.wait(left)
            result = predicate()
        return result

    def notify(self, n=1):
        """Wake at most n of those that wait."""
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        while n > 0 and self._waiters:
            try:
                self._waiters.pop(0).release()
            except RuntimeError:
                # It gave up at this very moment.
                continue
            n -= 1

    def notify_all(self):
        """Wake all that wait."""
        self.notify(len(self._waiters))

    def notifyAll(self):
        """As notify_all(); deprecated."""
        _warn_old("notifyAll() is deprecated, use notify_all() instead")
        self.notify_all()


class Semaphore:
    """A number of permits: each acquire() takes one and waits for it, each release() gives one back."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._cond = Condition(Lock())
        self._value = value

    def __repr__(self):
        cls = type(self)
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: value={self._value}>"

    def acquire(self, blocking=True, timeout=None):
        """Take a permit; False if there was none, or not within timeout seconds."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        with self._cond:
            if not blocking:
                got = self._value > 0
            else:
                got = self._cond.wait_for(lambda: self._value > 0, timeout)
            if got:
                self._value -= 1
            return got

    __enter__ = acquire

    def release(self, n=1):
        """Give permits back."""
        if n < 1:
            raise ValueError("n must be one or more")
        with self._cond:
            self._give(n)
            self._cond.notify(n)

    def _give(self, n):
        self._value += n

    def __exit__(self, *exc):
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that refuses more permits than it began with."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def __repr__(self):
        cls = type(self)
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: value={self._value}/{self._initial_value}>"

    def _give(self, n):
        if self._value + n > self._initial_value:
            raise ValueError("Semaphore released too many times")
        super()._give(n)


class Event:
    """A flag that others wait for."""

    def __init__(self):
        self._cond = Condition(Lock())
        self._flag = False

    def __repr__(self):
        cls = type(self)
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: {'set' if self._flag else 'unset'}>"

    def is_set(self):
        """Whether the flag is true."""
        return self._flag

    def isSet(self):
        """As is_set(); deprecated."""
        _warn_old("isSet() is deprecated, use is_set() instead")
        return self.is_set()

    def set(self):
        """Make the flag true: all that wait go on."""
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        """Make the flag false."""
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        """Wait until the flag is true, or for timeout seconds; whether it is true."""
        with self._cond:
            return self._flag or self._cond.wait(timeout)


class BrokenBarrierError(RuntimeError):
    """Somebody gave up at a barrier."""


class Barrier:
    """A number of threads wait for each other."""

    def __init__(self, parties, action=None, timeout=None):
        if parties < 1:
            raise ValueError("parties must be > 0")
        self._cond = Condition(Lock())
        self._action = action
        self._timeout = timeout
        self._parties = parties
        # One of: filling, draining, resetting, broken.
        self._state = "filling"
        self._count = 0

    def __repr__(self):
        cls = type(self)
        if self.broken:
            return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: broken>"
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: waiters={self.n_waiting}/{self.parties}>"

    def wait(self, timeout=None):
        """Wait for the others; gives each thread another number."""
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            self._cond.wait_for(lambda: self._state not in ("draining", "resetting"))
            if self._state == "broken":
                raise BrokenBarrierError
            index = self._count
            self._count += 1
            try:
                if index + 1 == self._parties:
                    self._open()
                else:
                    self._wait(timeout)
                return index
            finally:
                self._count -= 1
                if self._count == 0 and self._state in ("draining", "resetting"):
                    self._state = "filling"
                    self._cond.notify_all()

    def _open(self):
        try:
            if self._action:
                self._action()
        except:
            self._break()
            raise
        self._state = "draining"
        self._cond.notify_all()

    def _wait(self, timeout):
        if not self._cond.wait_for(lambda: self._state != "filling", timeout):
            self._break()
            raise BrokenBarrierError
        if self._state in ("broken", "resetting"):
            raise BrokenBarrierError

    def _break(self):
        self._state = "broken"
        self._cond.notify_all()

    def reset(self):
        """Make the barrier as new; those that wait raise BrokenBarrierError."""
        with self._cond:
            if self._count > 0:
                if self._state in ("filling", "broken"):
                    self._state = "resetting"
            else:
                self._state = "filling"
            self._cond.notify_all()

    def abort(self):
        """Break the barrier: all that wait, and all that come, raise BrokenBarrierError."""
        with self._cond:
            self._break()

    @property
    def parties(self):
        """How many threads it takes."""
        return self._parties

    @property
    def n_waiting(self):
        """How many threads wait."""
        return self._count if self._state == "filling" else 0

    @property
    def broken(self):
        """Whether somebody gave up."""
        return self._state == "broken"


class Thread:
    """A function, or a run() of a class of one's own, that runs beside the others."""

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        if group is not None:
            raise AssertionError("group argument must be None for now")
        global _made
        if name is None:
            _made += 1
            name = f"Thread-{_made}"
            function = getattr(target, "__name__", None)
            if function is not None:
                name += f" ({function})"
        self._target = target
        self._name = str(name)
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._daemonic = current_thread().daemon if daemon is None else bool(daemon)
        self._ident = None
        self._started = Event()
        # Held while the thread lives.
        self._alive = Lock()
        self._ended = False
        self._initialized = True

    def __repr__(self):
        if not self.__dict__.get("_initialized"):
            raise AssertionError("Thread.__init__() was not called")
        status = "initial"
        if self._started.is_set():
            status = "started" if self.is_alive() else "stopped"
        if self._daemonic:
            status += " daemon"
        if self._ident is not None:
            status += f" {self._ident}"
        return f"<{type(self).__name__}({self._name}, {status})>"

    def _check(self):
        if not self.__dict__.get("_initialized"):
            raise AssertionError("Thread.__init__() not called")

    def start(self):
        """Begin; a thread begins once."""
        if not self.__dict__.get("_initialized"):
            raise RuntimeError("thread.__init__() not called")
        if self._started.is_set():
            raise RuntimeError("threads can only be started once")
        self._alive.acquire()
        try:
            ident = _thread.start_new_thread(self._live, ())
        except BaseException:
            self._alive.release()
            raise
        self._ident = ident
        _threads[ident] = self
        self._started.wait()

    def run(self):
        """What the thread does: it calls the target."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            # What they hold must not live as long as the thread object.
            del self._target, self._args, self._kwargs

    def _live(self):
        self._ident = get_ident()
        _threads[self._ident] = self
        self._started.set()
        try:
            self.run()
        except BaseException:
            _report(self)
        finally:
            _threads.pop(self._ident, None)
            self._ended = True
            self._alive.release()

    def join(self, timeout=None):
        """Wait until the thread has ended, or for timeout seconds."""
        if not self.__dict__.get("_initialized"):
            raise RuntimeError("Thread.__init__() not called")
        if not self._started.is_set():
            raise RuntimeError("cannot join thread before it is started")
        if self is current_thread():
            raise RuntimeError("cannot join current thread")
        if timeout is not None:
            timeout = max(timeout, 0)
        if self._ended:
            return
        if timeout is None:
            got = self._alive.acquire()
        else:
            got = self._alive.acquire(True, timeout) if timeout > 0 else self._alive.acquire(False)
        if got:
            self._alive.release()

    def is_alive(self):
        """Whether the thread has begun and not ended."""
        self._check()
        return self._started.is_set() and not self._ended

    @property
    def name(self):
        """A name, for people."""
        self._check()
        return self._name

    @name.setter
    def name(self, name):
        self._check()
        self._name = str(name)

    @property
    def ident(self):
        """The thread's number; None before it has begun."""
        self._check()
        return self._ident

    @property
    def native_id(self):
        """As ident."""
        self._check()
        return self._ident

    @property
    def daemon(self):
        """Whether the program ends without waiting for the thread."""
        self._check()
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        self._check()
        if self._started.is_set():
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    def isDaemon(self):
        """As daemon; deprecated."""
        _warn_old("isDaemon() is deprecated, get the daemon attribute instead")
        return self.daemon

    def setDaemon(self, daemonic):
        """Sets daemon; deprecated."""
        _warn_old("setDaemon() is deprecated, set the daemon attribute instead")
        self.daemon = daemonic

    def getName(self):
        """As name; deprecated."""
        _warn_old("getName() is deprecated, get the name attribute instead")
        return self.name

    def setName(self, name):
        """Sets name; deprecated."""
        _warn_old("setName() is deprecated, set the name attribute instead")
        self.name = name


def _warn_old(message):
    import warnings
    warnings.warn(message, DeprecationWarning, stacklevel=3)


class Timer(Thread):
    """Calls a function after some seconds, unless it is cancelled before."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval = interval
        self.function = function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self.finished = Event()

    def cancel(self):
        """Prevent the call."""
        self.finished.set()

    def run(self):
        self.finished.wait(self.interval)
        if not self.finished.is_set():
            self.function(*self.args, **self.kwargs)
        self.finished.set()


class _Known(Thread):
    """A thread that was there already: the main one, or one that somebody started without this module."""

    def __init__(self, name, ident, daemon):
        # Thread.__init__() asks for the current thread, which may be this one.
        self._initialized = True
        self._target, self._args, self._kwargs = None, (), {}
        self._name, self._ident, self._daemonic = name, ident, daemon
        self._started = Event()
        self._started._flag = True
        self._alive = Lock()
        self._alive.acquire()
        self._ended = False
        _threads[ident] = self


class _MainThread(_Known):
    pass


class _DummyThread(_Known):
    def is_alive(self):
        return not self._ended

    def join(self, timeout=None):
        raise RuntimeError("cannot join a dummy thread")


def current_thread():
    """The thread that asks."""
    ident = get_ident()
    thread = _threads.get(ident)
    if thread is None:
        global _made
        _made += 1
        thread = _DummyThread(f"Dummy-{_made}", ident, True)
    return thread


def main_thread():
    """The thread that the program began with."""
    return _main


def enumerate():
    """All threads that live."""
    return [thread for thread in list(_threads.values()) if thread.is_alive()]


def active_count():
    """How many threads live."""
    return len(enumerate())


def currentThread():
    """As current_thread(); deprecated."""
    _warn_old("currentThread() is deprecated, use current_thread() instead")
    return current_thread()


def activeCount():
    """As active_count(); deprecated."""
    _warn_old("activeCount() is deprecated, use active_count() instead")
    return active_count()


class local:
    """An object whose attributes each thread has for itself."""

    def __new__(cls, /, *args, **kwargs):
        if (args or kwargs) and cls.__init__ is object.__init__:
            raise TypeError("Initialization arguments are not supported")
        self = object.__new__(cls)
        object.__setattr__(self, "_local__arguments", (args, kwargs))
        # __init__() comes by itself in the thread that makes the object.
        _names_of(self, True)
        return self

    def __getattribute__(self, name):
        names = _names_of(self)
        if name == "__dict__":
            return names
        cls = type(self)
        found = _MISSING
        for base in cls.__mro__:
            if name in base.__dict__:
                found = base.__dict__[name]
                break
        getter = getattr(type(found), "__get__", None)
        if getter is not None and (hasattr(type(found), "__set__") or hasattr(type(found), "__delete__")):
            return getter(found, self, cls)
        if name in names:
            return names[name]
        if found is _MISSING:
            raise AttributeError(f"{_shown_name(cls)!r} object has no attribute {name!r}", name=name, obj=self)
        return found if getter is None else getter(found, self, cls)

    def __setattr__(self, name, value):
        names = _names_of(self)
        if name == "__dict__":
            raise AttributeError(f"{_shown_name(type(self))!r} object attribute '__dict__' is read-only")
        setter = _method_of_class(self, name, "__set__")
        if setter is None:
            names[name] = value
        else:
            setter(self, value)

    def __delattr__(self, name):
        names = _names_of(self)
        if name == "__dict__":
            raise AttributeError(f"{_shown_name(type(self))!r} object attribute '__dict__' is read-only")
        deleter = _method_of_class(self, name, "__delete__")
        if deleter is not None:
            deleter(self)
        elif name in names:
            del names[name]
        else:
            raise AttributeError(
                f"{_shown_name(type(self))!r} object has no attribute {name!r}", name=name, obj=self)


local.__name__ = local.__qualname__ = "_local"
local.__module__ = "_thread"


def _shown_name(cls):
    return "_thread._local" if cls is local else cls.__name__


_MISSING = object()


def _method_of_class(self, name, method):
    for base in type(self).__mro__:
        if name in base.__dict__:
            found = base.__dict__[name]
            function = getattr(type(found), method, None)
            return None if function is None else function.__get__(found)
    return None


def _names_of(self, fresh=False):
    """The attributes of a local object in this thread; where it was not seen yet, its __init__() fills them."""
    storage = _thread._storage()
    key = id(self)
    held = storage.get(key)
    if held is not None:
        return held[1]
    from _weakref import ref
    names = {}
    storage[key] = (ref(self, lambda _: storage.pop(key, None)), names)
    if not fresh:
        args, kwargs = object.__getattribute__(self, "_local__arguments")
        type(self).__init__(self, *args, **kwargs)
    return names


class ExceptHookArgs(tuple):
    """What `excepthook` is told: class, exception, traceback and thread."""

    def __new__(cls, args):
        args = tuple(args)
        if len(args) != 4:
            raise TypeError(f"_thread._ExceptHookArgs() takes a 4-sequence ({len(args)}-sequence given)")
        return tuple.__new__(cls, args)

    exc_type = property(lambda self: self[0])
    exc_value = property(lambda self: self[1])
    exc_traceback = property(lambda self: self[2])
    thread = property(lambda self: self[3])

    def __repr__(self):
        return (f"_thread._ExceptHookArgs(exc_type={self[0]!r}, exc_value={self[1]!r}, "
                f"exc_traceback={self[2]!r}, thread={self[3]!r})")


ExceptHookArgs.__name__ = ExceptHookArgs.__qualname__ = "_ExceptHookArgs"
ExceptHookArgs.__module__ = "_thread"


def excepthook(args, /):
    """Print an exception that ends a thread; SystemExit ends it in silence."""
    if type(args) is not ExceptHookArgs:
        raise TypeError("_thread.excepthook argument type must be ExceptHookArgs")
    if args.exc_type is SystemExit:
        return
    stderr = sys.stderr
    if stderr is None:
        return
    import traceback
    name = get_ident() if args.thread is None else args.thread.name
    stderr.write(f"Exception in thread {name}:\n")
    colored = traceback._traceback.is_colored()
    stderr.write("".join(traceback.format_exception(
        args.exc_type, args.exc_value, args.exc_traceback, colorize=colored
    )))
    stderr.flush()


_library.builtins("_thread", globals(), "excepthook")
__excepthook__ = excepthook


def _report(thread):
    kind, error, trace = sys.exc_info()
    try:
        excepthook(ExceptHookArgs((kind, error, trace, thread)))
    except Exception as broken:
        broken.__suppress_context__ = True
        if sys.stderr is not None:
            print("Exception in threading.excepthook:", file=sys.stderr, flush=True)
        sys.excepthook(type(broken), broken, broken.__traceback__)


def settrace(func):
    """Accepted: threads are not traced."""


setprofile = settrace_all_threads = setprofile_all_threads = settrace


def gettrace():
    """The function that traces new threads, of which there is none."""
    return None


getprofile = gettrace


def _register_atexit(func, *arg, **kwargs):
    """Have a function called when the program ends, before threads are waited for."""
    _at_exit.append((func, arg, kwargs))


def _shutdown():
    """The end of the program: wait for all threads but daemons."""
    while _at_exit:
        func, args, kwargs = _at_exit.pop()
        func(*args, **kwargs)
    while left := [thread for thread in enumerate() if not thread._daemonic and thread is not current_thread()]:
        for thread in left:
            thread.join()


_main = _MainThread("MainThread", _thread._get_main_thread_ident(), False)
