sources = """\
not = 1
True = 1
__debug__ = 1
f(True=1)
f(a.b=1)
f(1=2)
x.True
for 1 in x: pass
with a as 1: pass
with a as f(): pass
import a as 1
async x
async def f(): yield from x""".splitlines()
for source in sources:
    try:
        compile(source.replace("\\t", "\t"), "f.py", "exec")
        print("ACCEPTED", source)
    except SyntaxError as error:
        print(f"{source!r:40} {type(error).__name__}: {error.msg} {error.lineno} {error.offset} {error.end_lineno} {error.end_offset}")
