sources = """\
x = 0777
x = 1_
x = 0x
x = 1__0
x = 0b12
x = 12abc""".splitlines()
for source in sources:
    try:
        compile(source.replace("\\t", "\t"), "f.py", "exec")
        print("ACCEPTED", source)
    except SyntaxError as error:
        print(f"{source!r:40} {type(error).__name__}: {error.msg} {error.lineno} {error.offset} {error.end_lineno} {error.end_offset}")
