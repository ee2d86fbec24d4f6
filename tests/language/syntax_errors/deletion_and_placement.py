sources = """\
del f()
del 1
del a + b
return 1
yield 1
await x
break
continue""".splitlines()
for source in sources:
    try:
        compile(source.replace("\\t", "\t"), "f.py", "exec")
        print("ACCEPTED", source)
    except SyntaxError as error:
        print(f"{source!r:40} {type(error).__name__}: {error.msg} {error.lineno} {error.offset} {error.end_lineno} {error.end_offset}")
