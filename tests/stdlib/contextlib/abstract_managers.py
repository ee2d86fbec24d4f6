import contextlib
from contextlib import AbstractAsyncContextManager, AbstractContextManager


class Half(AbstractContextManager):
    pass


class Whole(AbstractContextManager):
    def __exit__(self, *error):
        print("left", error[0])
        return True


class AsyncHalf(AbstractAsyncContextManager):
    pass


class Alike:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass


class Refuses(Alike):
    __exit__ = None


for make in (Half, AsyncHalf, AbstractContextManager):
    try:
        make()
    except TypeError as e:
        print(e)
with Whole() as w:
    raise ValueError
print(issubclass(Alike, AbstractContextManager), isinstance(Alike(), AbstractContextManager))
print(issubclass(Refuses, AbstractContextManager), issubclass(Alike, AbstractAsyncContextManager), issubclass(int, AbstractContextManager))
print(isinstance(contextlib.nullcontext(), AbstractContextManager), isinstance(contextlib.nullcontext(), AbstractAsyncContextManager))
print(isinstance(open(__file__), AbstractContextManager), isinstance(contextlib.ExitStack(), AbstractContextManager))
print(AbstractContextManager[int], w.__class__.__mro__[1:])
