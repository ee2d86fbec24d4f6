sources = """\
assert
raise from x
global x; x = 1; global x
else: pass
elif x: pass
except: pass
x = if 1 else 2
1 if 2
a = lambda: yield""".splitlines()
for source in sources:
    try:
        compile(source.replace("\\t", "\t"), "f.py", "exec")
        print("ACCEPTED", source)
    except SyntaxError as error:
        print(f"{source!r:40} {type(error).__name__}: {error.msg} {error.lineno} {error.offset} {error.end_lineno} {error.end_offset}")
