class NoExit:
    def __enter__(self): print("never")


class NoEnter:
    def __exit__(self, *info): ...


class Async:
    async def __aenter__(self): ...
    async def __aexit__(self, *info): ...


for thing in (NoExit(), NoEnter(), Async(), 5):
    try:
        with thing:
            pass
    except TypeError as error:
        print(error)


class OnInstance: ...


o = OnInstance()
o.__enter__ = o.__exit__ = lambda *a: None
try:
    with o:
        pass
except TypeError as error:
    print(error)


class EnterFails:
    def __enter__(self): raise ValueError("enter failed")
    def __exit__(self, *info): print("never")


try:
    with EnterFails():
        pass
except ValueError as error:
    print(error)
