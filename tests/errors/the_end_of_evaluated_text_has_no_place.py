import traceback


def show(text, mode):
    try:
        compile(text, "<text>", mode)
        print("compiles")
    except SyntaxError as error:
        print(error.lineno, error.offset, error.end_offset, repr(error.text))
        print("".join(traceback.format_exception_only(error)), end="")


for text in ("1 +", "1 +\n", "a.b.", "a b", "x = 1", "def f(): pass", "if 1: pass\n", ""):
    for mode in ("eval", "exec", "single"):
        print("--", repr(text), mode)
        if mode == "eval" and text == "1 +\n":
            continue
        show(text, mode)
