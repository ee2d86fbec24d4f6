sources = [
    "match x:\n    case y: pass\n    case z: pass\n",
    "match x:\n    case a | b: pass\n",
    "match x:\n    case (a | 1): pass\n",
    "match x:\n    case [a, a]: pass\n",
    "match x:\n    case [*a, *b]: pass\n",
    "match x:\n    case {**r, 'a': 1}: pass\n",
    "match x:\n    case {'a': 1, 'a': 2}: pass\n",
    "match x:\n    case C(a=1, a=2): pass\n",
    "match x:\n    case C(a=1, 2): pass\n",
    "match x:\n    case 1 + 1: pass\n",
    "match x:\n    case x.y as z.w: pass\n",
    "match x:\n    case 1 as _: pass\n",
    "match x:\n    pass\n",
]
for source in sources:
    try:
        compile(source, "f.py", "exec")
        print("ACCEPTED", repr(source))
    except SyntaxError as error:
        print(repr(source))
        print("   ", f"{type(error).__name__}: {error.msg} {error.lineno} {error.offset} {error.end_lineno} {error.end_offset}")
