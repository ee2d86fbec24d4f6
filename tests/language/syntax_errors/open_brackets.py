sources = [
    "x = '''abc\n\n",
    "x = (\n1,\n2\n",
    "x = [1,\n2}\n",
    "f(\n  a,\n  b c\n)\n",
    "x = {\n'a': 1,\n'b'\n}\n",
]
for source in sources:
    try:
        compile(source, "f.py", "exec")
        print("ACCEPTED", repr(source))
    except SyntaxError as error:
        print(repr(source))
        print("   ", f"{type(error).__name__}: {error.msg} {error.lineno} {error.offset} {error.end_lineno} {error.end_offset}")
