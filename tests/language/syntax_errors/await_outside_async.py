sources = [
    "def f():\n    [x for x in (yield 1)]\n    [(yield x) for x in y]\n",
    "def f():\n    await x\n",
    "[await x for x in y]",
    "async def f():\n    def g():\n        await x\n",
    "def f():\n    async for x in y: pass\n",
    "def f():\n    async with x: pass\n",
    "def f():\n    return [x async for x in y]\n",
]
for source in sources:
    try:
        compile(source, "f.py", "exec")
        print("ACCEPTED", repr(source))
    except SyntaxError as error:
        print(repr(source))
        print("   ", f"{type(error).__name__}: {error.msg} {error.lineno} {error.offset} {error.end_lineno} {error.end_offset}")
