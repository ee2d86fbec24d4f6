sources = [
    "def f[T, T](): pass\n",
    "def f[T = int, U](): pass\n",
    "class C[T]:\n    T = 1\n    nonlocal T\n",
]
for source in sources:
    try:
        compile(source, "f.py", "exec")
        print("ACCEPTED", repr(source))
    except SyntaxError as error:
        print(repr(source))
        print("   ", f"{type(error).__name__}: {error.msg} {error.lineno} {error.offset} {error.end_lineno} {error.end_offset}")
