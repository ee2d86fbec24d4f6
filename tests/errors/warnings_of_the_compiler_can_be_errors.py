import warnings

warnings.simplefilter("error")
for text in ("x is 1", "assert (1, 2)", "1()", "[1]['a']", "1[0]", "x = 1\n\ny = (1 is\n x)", "(-1)()", "x is -1"):
    try:
        compile(text, "text", "exec")
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)
compile("x is (1, y)", "text", "exec")
