sources = [
    "try:\n    pass\nx = 1\n",
    "try:\n    pass\nexcept ValueError:\n    pass\nexcept* KeyError:\n    pass\n",
    "try:\n    pass\nexcept:\n    pass\nexcept ValueError:\n    pass\n",
    "try:\n    pass\nexcept A, B:\n    pass\n",
    "try:\n    pass\nexcept*:\n    pass\n",
]
for source in sources:
    try:
        compile(source, "f.py", "exec")
        print("ACCEPTED", repr(source))
    except SyntaxError as error:
        print(repr(source))
        print("   ", f"{type(error).__name__}: {error.msg} {error.lineno} {error.offset} {error.end_lineno} {error.end_offset}")
