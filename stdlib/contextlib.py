"""Tools around the `with` statement."""

import abc
import sys
from functools import wraps

__all__ = [
    "asynccontextmanager", "contextmanager", "closing", "nullcontext", "AbstractContextManager",
    "AbstractAsyncContextManager", "AsyncExitStack", "ContextDecorator", "AsyncContextDecorator", "ExitStack",
    "redirect_stdout", "redirect_stderr", "suppress", "aclosing", "chdir",
]


def _defines(cls, names):
    """Whether a class defines all the methods; None as a method says that it has none."""
    for name in names:
        found = next((base.__dict__[name] for base in cls.__mro__ if name in base.__dict__), None)
        if found is None:
            return NotImplemented
    return True


class AbstractContextManager(abc.ABC):
    """What has `__enter__` and `__exit__`."""

    __slots__ = ()
    __class_getitem__ = classmethod(type(list[int]))

    def __enter__(self):
        """Gives the manager itself unless a derived class does something else."""
        return self

    @abc.abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        """Lets exceptions pass unless a derived class does something else."""
        return None

    @classmethod
    def __subclasshook__(cls, C):
        if cls is AbstractContextManager:
            return _defines(C, ("__enter__", "__exit__"))
        return NotImplemented


class AbstractAsyncContextManager(abc.ABC):
    """What has `__aenter__` and `__aexit__`."""

    __slots__ = ()
    __class_getitem__ = classmethod(type(list[int]))

    async def __aenter__(self):
        """Gives the manager itself unless a derived class does something else."""
        return self

    @abc.abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        """Lets exceptions pass unless a derived class does something else."""
        return None

    @classmethod
    def __subclasshook__(cls, C):
        if cls is AbstractAsyncContextManager:
            return _defines(C, ("__aenter__", "__aexit__"))
        return NotImplemented


class _Manager:
    """What the managers here begin with: structure makes them abstract managers, and no metaclass slows them down."""

    def __enter__(self):
        return self


class _AsyncManager:
    """The same for asynchronous managers."""

    async def __aenter__(self):
        return self


class ContextDecorator:
    """Lets a context manager decorate a function, which then runs inside it."""

    def _recreate_cm(self):
        return self

    def __call__(self, function):
        @wraps(function)
        def inside(*args, **kwargs):
            with self._recreate_cm():
                return function(*args, **kwargs)

        return inside


class AsyncContextDecorator:
    """Lets an asynchronous context manager decorate a coroutine function."""

    def _recreate_cm(self):
        return self

    def __call__(self, function):
        @wraps(function)
        async def inside(*args, **kwargs):
            async with self._recreate_cm():
                return await function(*args, **kwargs)

        return inside


class _FromGenerator:
    """What both kinds of generator-made managers remember."""

    def __init__(self, function, args, kwargs):
        self.gen = function(*args, **kwargs) if kwargs else function(*args)
        self._recipe = function, args, kwargs
        self.__doc__ = function.__doc__ or type(self).__doc__

    def _recreate_cm(self):
        if self._recipe is None:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute 'args'")
        function, args, kwargs = self._recipe
        return type(self)(function, args, kwargs)


def _came_back(error, thrown, stop):
    """Whether an error that left the generator is the one that was thrown into it, perhaps wrapped by PEP 479."""
    if error is thrown:
        return True
    return isinstance(thrown, stop) and isinstance(error, RuntimeError) and error.__cause__ is thrown


class _GeneratorContextManager(_FromGenerator, ContextDecorator, _Manager):
    """A context manager made from a generator function."""

    def __enter__(self):
        # The arguments would keep objects alive for as long as the manager lives.
        self._recipe = None
        try:
            return next(self.gen)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, kind, value, traceback):
        if kind is None:
            for _ in self.gen:
                break
            else:
                return False
            self._close_after_second_yield("generator didn't stop")
        if value is None:
            value = kind()
        try:
            self.gen.throw(value)
        except StopIteration as error:
            return error is not value
        except BaseException as error:
            if not _came_back(error, value, StopIteration):
                raise
            error.__traceback__ = traceback if error is value else error.__traceback__
            value.__traceback__ = traceback
            return False
        self._close_after_second_yield("generator didn't stop after throw()")

    def _close_after_second_yield(self, message):
        try:
            raise RuntimeError(message)
        finally:
            self.gen.close()


class _AsyncGeneratorContextManager(_FromGenerator, AsyncContextDecorator, _AsyncManager):
    """An asynchronous context manager made from an asynchronous generator function."""

    async def __aenter__(self):
        del self._recipe
        try:
            return await anext(self.gen)
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, kind, value, traceback):
        if kind is None:
            try:
                await anext(self.gen)
            except StopAsyncIteration:
                return False
            await self._close_after_second_yield("generator didn't stop")
        if value is None:
            value = kind()
        try:
            await self.gen.athrow(value)
        except StopAsyncIteration as error:
            return error is not value
        except BaseException as error:
            if not _came_back(error, value, (StopIteration, StopAsyncIteration)):
                raise
            value.__traceback__ = traceback
            return False
        await self._close_after_second_yield("generator didn't stop after athrow()")

    async def _close_after_second_yield(self, message):
        try:
            raise RuntimeError(message)
        finally:
            await self.gen.aclose()


def contextmanager(function):
    """Make a context manager of a generator function that yields once."""

    @wraps(function)
    def make(*args, **kwargs):
        return _GeneratorContextManager(function, args, kwargs)

    return make


def asynccontextmanager(function):
    """Make an asynchronous context manager of an asynchronous generator function that yields once."""

    @wraps(function)
    def make(*args, **kwargs):
        return _AsyncGeneratorContextManager(function, args, kwargs)

    return make


class closing(_Manager):
    """Calls `close()` of a thing at the end."""

    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *error):
        self.thing.close()


class aclosing(_AsyncManager):
    """Awaits `aclose()` of a thing at the end."""

    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *error):
        await self.thing.aclose()


class nullcontext(_Manager, _AsyncManager):
    """Does nothing, and gives what it was made with."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *error):
        pass

    async def __aenter__(self):
        return self.enter_result

    async def __aexit__(self, *error):
        pass


class suppress(_Manager):
    """Swallows exceptions of the given classes."""

    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        pass

    def __exit__(self, kind, value, traceback):
        if kind is None or issubclass(kind, self._exceptions):
            return kind is not None or None
        rest = value
        if issubclass(kind, BaseExceptionGroup):
            # What else is in the group goes on.
            rest = value.split(self._exceptions)[1]
            if rest is not None:
                raise rest
        return rest is None


class _Redirect(_Manager):
    _stream = None

    def __init__(self, new_target):
        self._new_target = new_target
        # A manager may be entered again while it is entered.
        self._old_targets = []

    def __enter__(self):
        self._old_targets.append(getattr(sys, self._stream))
        setattr(sys, self._stream, self._new_target)
        return self._new_target

    def __exit__(self, *error):
        setattr(sys, self._stream, self._old_targets.pop())


class redirect_stdout(_Redirect):
    """Sends standard output elsewhere."""

    _stream = "stdout"


class redirect_stderr(_Redirect):
    """Sends standard error elsewhere."""

    _stream = "stderr"


class chdir(_Manager):
    """Changes the working directory."""

    def __init__(self, path):
        self.path = path
        self._old = []

    def __enter__(self):
        import os

        self._old.append(os.getcwd())
        os.chdir(self.path)

    def __exit__(self, *error):
        import os

        os.chdir(self._old.pop())


def _methods(manager, enter, leave, kind):
    """The two methods of a manager's class, bound to it."""
    cls = type(manager)
    try:
        return getattr(cls, enter), getattr(cls, leave)
    except AttributeError:
        raise TypeError(
            f"'{cls.__module__}.{cls.__qualname__}' object does not support the {kind} protocol"
        ) from None


def _set_context(new, old, outer):
    """An exception out of a callback follows the one that was being handled, as in nested `with` statements."""
    while True:
        context = new.__context__
        if context is None or context is old:
            return
        if context is outer:
            break
        new = context
    new.__context__ = old


class _Stack:
    """The callbacks of both kinds of stacks, each with whether it must be awaited."""

    def __init__(self):
        self._callbacks = []

    def pop_all(self):
        """Move all callbacks to a new stack."""
        stack = type(self)()
        stack._callbacks, self._callbacks = self._callbacks, []
        return stack

    def push(self, exit):
        """Register the `__exit__` of a manager, or a function that takes what it takes."""
        leave = getattr(type(exit), "__exit__", None)
        self._callbacks.append((False, exit if leave is None else lambda *error: leave(exit, *error)))
        return exit

    def enter_context(self, cm):
        """Enter a manager; the stack leaves it."""
        enter, leave = _methods(cm, "__enter__", "__exit__", "context manager")
        result = enter(cm)
        self._callbacks.append((False, lambda *error: leave(cm, *error)))
        return result

    def callback(self, callback, /, *args, **kwds):
        """Have a function called with these arguments at the end; exceptions pass by it."""
        self._callbacks.append((False, lambda *error: callback(*args, **kwds) and None))
        return callback


class ExitStack(_Stack, _Manager):
    """Many managers and callbacks, left in reverse order."""

    def __exit__(self, kind, value, traceback):
        outer = sys.exception()
        swallowed = replaced = False
        while self._callbacks:
            _, callback = self._callbacks.pop()
            try:
                if callback(kind, value, traceback):
                    swallowed, replaced = True, False
                    kind = value = traceback = None
            except BaseException as error:
                _set_context(error, value, outer)
                replaced = True
                kind, value, traceback = type(error), error, error.__traceback__
        if replaced:
            _raise_again(value)
        return swallowed

    def close(self):
        """Leave everything now."""
        self.__exit__(None, None, None)


class AsyncExitStack(_Stack, _AsyncManager):
    """Many managers and callbacks, some to be awaited, left in reverse order."""

    async def enter_async_context(self, cm):
        """Enter an asynchronous manager; the stack leaves it."""
        enter, leave = _methods(cm, "__aenter__", "__aexit__", "asynchronous context manager")
        result = await enter(cm)
        self._callbacks.append((True, lambda *error: leave(cm, *error)))
        return result

    def push_async_exit(self, exit):
        """Register the `__aexit__` of a manager, or a coroutine function that takes what it takes."""
        leave = getattr(type(exit), "__aexit__", None)
        self._callbacks.append((True, exit if leave is None else lambda *error: leave(exit, *error)))
        return exit

    def push_async_callback(self, callback, /, *args, **kwds):
        """Register a coroutine function to be awaited with these arguments."""

        async def call(*error):
            await callback(*args, **kwds)

        self._callbacks.append((True, call))
        return callback

    async def __aexit__(self, kind, value, traceback):
        outer = sys.exception()
        swallowed = replaced = False
        while self._callbacks:
            awaited, callback = self._callbacks.pop()
            try:
                answer = callback(kind, value, traceback)
                if awaited:
                    answer = await answer
                if answer:
                    swallowed, replaced = True, False
                    kind = value = traceback = None
            except BaseException as error:
                _set_context(error, value, outer)
                replaced = True
                kind, value, traceback = type(error), error, error.__traceback__
        if replaced:
            _raise_again(value)
        return swallowed

    async def aclose(self):
        """Leave everything now."""
        await self.__aexit__(None, None, None)


def _raise_again(error):
    """Raising sets the context anew, which the stack has already done better."""
    context = error.__context__
    try:
        raise error
    except BaseException:
        error.__context__ = context
        raise
