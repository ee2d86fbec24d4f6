# Natives, descriptors, types, tasks and patterns inside each other.
import asyncio
import functools
import re
import types

attempts = 0
DEEP = 20_000


def attempt(ask):
    global attempts
    try:
        ask()
    except (Exception, MemoryError):
        pass
    attempts += 1


def nested(wrap, inner):
    for _ in range(DEEP):
        inner = wrap(inner)
    return inner


class Getter: pass
Getter.__get__ = Getter()
class Holder: held = Getter()
attempt(lambda: Holder().held)

own = property()
own.__init__(own)
attempt(lambda: own.__isabstractmethod__)

for kind in property, staticmethod, classmethod:
    chain = nested(kind, print)
    for ask in (lambda: chain.__isabstractmethod__, lambda: chain(), lambda: chain.__get__(1, int), lambda: repr(chain)):
        attempt(ask)

for method in nested(lambda inner: types.MethodType(inner, 1), len), nested(lambda inner: types.MethodType(len, inner), len):
    for ask in (lambda: method(), lambda: method.missing, lambda: repr(method), lambda: hash(method), lambda: method == method):
        attempt(ask)

class Partial(functools.partial): pass
partial = nested(Partial, print)
attempt(lambda: partial(end=''))
attempt(lambda: repr(partial))

own = []
own.append(own)
attempt(lambda: repr(list[own]))
alias = nested(lambda inner: list[inner], int)
attempt(lambda: repr(alias))
attempt(lambda: hash(alias))
attempt(lambda: list[nested(lambda inner: (inner,), int)].__parameters__)

for pattern in '(' * 190 + ')' * 190, '(?=' * 190 + ')' * 190, '(a)' + '(?(1)' * 5000 + ')' * 5000:
    attempt(lambda: re.match(pattern, 'a'))


async def ring():
    async def wait(): await gathering
    gathering = asyncio.gather(asyncio.create_task(wait()))
    await asyncio.sleep(0)
    gathering.cancel()


async def line():
    async def wait(other): await other
    last = asyncio.get_running_loop().create_future()
    for _ in range(2000):
        last = asyncio.create_task(wait(last))
    await asyncio.sleep(0)
    last.cancel()


attempt(lambda: asyncio.run(ring()))
attempt(lambda: asyncio.run(line()))
