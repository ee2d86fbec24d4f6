import asyncio
import binascii
import functools
import json.encoder
import operator
import os
import re
import stat
import warnings


class Rule:
    compare = operator.eq
    fold = functools.reduce
    mode = stat.S_IMODE
    index = operator.index
    hexed = binascii.hexlify
    path = os.fspath
    loop = asyncio.get_event_loop
    warn = warnings.warn
    quote = json.encoder.encode_basestring
    find = re.search


rule = Rule()
calls = ("compare", 1, 1), ("fold", max, [1, 3, 2]), ("mode", 0o100644), ("index", 5), ("hexed", b"a"), ("path", "x"), ("quote", "x")
for name, *arguments in calls:
    print(name, getattr(rule, name)(*arguments), getattr(Rule, name) is getattr(rule, name))
for function in operator.add, functools.cmp_to_key, os.stat, warnings.warn, re.compile:
    print(type(function).__name__, function.__name__, function.__qualname__, function.__module__, hasattr(function, "__get__"))
print(os.stat, os.stat.__self__, os.stat.__text_signature__, re.compile.__code__.co_name, type(rule.find).__name__)
try:
    os.fspath(1)
except TypeError as error:
    print(error, error.__traceback__.tb_next)
