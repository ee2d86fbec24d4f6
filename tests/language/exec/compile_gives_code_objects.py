code = compile("a + b", "<name>", "eval")
print(eval(code, {"a": 1, "b": 2}), code.co_filename, code.co_name, type(code).__name__, code.co_names)
module = compile("x = 1\nprint('x is', x)", "file.py", "exec")
exec(module)
single = compile("1 + 1", "<stdin>", "single")
exec(single)
exec(compile("if 1:\n  5\n  'text'\n", "", "single"))
for args in (("1 +", "f.py", "eval"), ("x = ", "f.py", "exec"), ("1", "f.py", "nope"), ("a b", "f.py", "exec"), ("1\n2", "f.py", "single")):
    try:
        compile(*args)
    except (SyntaxError, ValueError) as error:
        print(type(error).__name__, error)
try:
    compile("a\0b", "f", "exec")
except SyntaxError as error:
    print(error)
inner = [c for c in compile("def f(a, b=1, *c): d = 1", "f", "exec").co_consts if hasattr(c, "co_varnames")]
print(inner[0].co_varnames)
