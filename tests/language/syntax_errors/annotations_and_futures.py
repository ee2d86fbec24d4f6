sources = """\
def f() -> : pass
def f(x:): pass
lambda x: int: 1
from __future__ import nope
from __future__ import braces
from . import *
def f(): from x import *
pass pass
x = \\ 1
\tx = 1
  x = 1""".splitlines()
for source in sources:
    try:
        compile(source.replace("\\t", "\t"), "f.py", "exec")
        print("ACCEPTED", source)
    except SyntaxError as error:
        print(f"{source!r:40} {type(error).__name__}: {error.msg} {error.lineno} {error.offset} {error.end_lineno} {error.end_offset}")
