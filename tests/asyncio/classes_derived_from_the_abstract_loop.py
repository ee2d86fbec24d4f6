import asyncio
import inspect


class Loop(asyncio.AbstractEventLoop):
    def time(self):
        return 5

    def call_later(self, delay, callback, *args, context=None):
        return delay, callback, args, context


loop = Loop()
print(loop.time(), loop.call_soon(print, 1))
names = [name for name in dir(asyncio.AbstractEventLoop) if not name.startswith("_")]
print(len(names))
for name in names:
    function = getattr(asyncio.AbstractEventLoop, name)
    print(name, *list(inspect.signature(function).parameters)[1:])
    needed = [1 for parameter in inspect.signature(function).parameters.values()
              if parameter.default is parameter.empty and parameter.kind is parameter.POSITIONAL_OR_KEYWORD]
    try:
        result = function(loop, *needed[1:])
        if inspect.iscoroutine(result):
            result.send(None)
        print(" ", result)
    except NotImplementedError:
        print("  not implemented")


class Server(asyncio.AbstractServer):
    pass


for name in ("close", "get_loop", "is_serving", "close_clients", "abort_clients"):
    try:
        getattr(Server(), name)()
    except NotImplementedError:
        print(name)
