for source in ["[" * 60 + "1 2" + "]" * 60, "A(b=" * 40 + "1 2" + ")" * 40, "{1: " * 50 + "x y" + "}" * 50]:
    try:
        compile(f"match x:\n  case {source}: pass", "text", "exec")
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset)
