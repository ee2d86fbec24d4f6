sources = [
    "def f():\n    global x\n    nonlocal x\n",
    "def f(x):\n    global x\n",
    "def f():\n    x = 1\n    global x\n",
    "def f():\n    print(x)\n    global x\n",
    "def f():\n    nonlocal x\n",
    "def f():\n    x: int\n    global x\n",
    "class C:\n    nonlocal y\n",
]
for source in sources:
    try:
        compile(source, "f.py", "exec")
        print("ACCEPTED", repr(source))
    except SyntaxError as error:
        print(repr(source))
        print("   ", f"{type(error).__name__}: {error.msg} {error.lineno} {error.offset} {error.end_lineno} {error.end_offset}")
