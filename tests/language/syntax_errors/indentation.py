sources = [
    "if 1:\n  a\n b\n",
    "if 1:\n    a\n      b\n",
    "if 1:\n\ta\n        b\n",
    "def f():\n    x = 1\n  y = 2\n",
    "for x in y:\n\n\nz = 1\n",
    "class C:\n# only a comment\n",
    "while 1:",
]
for source in sources:
    try:
        compile(source, "f.py", "exec")
        print("ACCEPTED", repr(source))
    except SyntaxError as error:
        print(repr(source))
        print("   ", f"{type(error).__name__}: {error.msg} {error.lineno} {error.offset} {error.end_lineno} {error.end_offset}")
