# Source text that nests.
attempts = 0


def attempt(source):
    global attempts
    try:
        exec(source)
    except (Exception, MemoryError):
        pass
    attempts += 1


attempt("(" * 190 + ")" * 190)
attempt("[" * 190 + "]" * 190)
attempt("[x for x in " * 150 + "()" + "]" * 150)
attempt("f(" * 150 + ")" * 150)
attempt("-" * 5000 + "1")
attempt("not " * 5000 + "1")
attempt("1" + "+1" * 5000)
attempt("1" + "**1" * 5000)
attempt("1" + "<1" * 5000)
attempt("x" + ".y" * 5000)
attempt("x" + "[0]" * 5000)
attempt("lambda: " * 5000 + "1")
attempt("1 if 1 else " * 5000 + "1")
attempt("a" + "=a" * 5000)
attempt("if 0: pass\n" + "elif 0: pass\n" * 5000)
attempt("".join(" " * depth + "if 1:\n" for depth in range(99)) + " " * 99 + "1")
attempt("".join(" " * depth + "def f():\n" for depth in range(99)) + " " * 99 + "1")
