sources = [
    "async def f():\n    yield 1\n    return 2\n",
    "class C:\n    return 1\n",
    "class C:\n    yield 1\n",
    "for x in y:\n    def f():\n        break\n",
]
for source in sources:
    try:
        compile(source, "f.py", "exec")
        print("ACCEPTED", repr(source))
    except SyntaxError as error:
        print(repr(source))
        print("   ", f"{type(error).__name__}: {error.msg} {error.lineno} {error.offset} {error.end_lineno} {error.end_offset}")
