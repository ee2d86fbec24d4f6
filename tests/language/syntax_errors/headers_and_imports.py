sources = [
    "with open('x') as f, open('y') as g\n    pass\n",
    "else:\n    pass\n",
    "if 1:\n    pass\nelif:\n    pass\n",
    "import a,\n",
    "from a import (b, c\n",
    "from a import b,\n",
    "@a\nx = 1\n",
    "a = 1\\\n\\\n",
    "lambda:\n",
    "x = f'{a\n",
    "f'''{\na b\n}'''",
]
for source in sources:
    try:
        compile(source, "f.py", "exec")
        print("ACCEPTED", repr(source))
    except SyntaxError as error:
        print(repr(source))
        print("   ", f"{type(error).__name__}: {error.msg} {error.lineno} {error.offset} {error.end_lineno} {error.end_offset}")
