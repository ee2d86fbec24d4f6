sources = """\
x = [i for i in range(3)
x = {'a': 1
if x = 1: pass
while x = 1: pass
f(x=)
class C(x for x in y): pass
@
a.b: int = 1 = 2
(yield) = 1""".splitlines()
for source in sources:
    try:
        compile(source.replace("\\t", "\t"), "f.py", "exec")
        print("ACCEPTED", source)
    except SyntaxError as error:
        print(f"{source!r:40} {type(error).__name__}: {error.msg} {error.lineno} {error.offset} {error.end_lineno} {error.end_offset}")
