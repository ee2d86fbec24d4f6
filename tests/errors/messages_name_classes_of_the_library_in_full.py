import collections
import functools
import io
import operator
import os
import sys
import threading
import types

for value in (
    io.BytesIO(), io.StringIO(), open(os.devnull), open(os.devnull, "rb"), open(os.devnull, "rb", 0), sys.stdin,
    threading.local(), functools.partial(int), functools.lru_cache(int), operator.itemgetter(1),
    types.SimpleNamespace(), collections.OrderedDict(), collections.defaultdict(), collections.Counter(),
    os.stat("/"), sys.version_info, sys.flags,
):
    try:
        value @ 1
    except TypeError as error:
        print(error)


def make():
    class Local:
        def __enter__(self):
            pass

    return Local()


async def enter(value):
    async with value:
        pass


for act in (lambda: enter(make()).send(None), lambda: enter(open(os.devnull)).send(None)):
    try:
        act()
    except TypeError as error:
        print(error)
try:
    with make():
        pass
except TypeError as error:
    print(error)
