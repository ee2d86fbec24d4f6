# exit: 1
try:
    exec("a = 1\nb = = 2\n")
except SyntaxError as error:
    print(error, error.filename, error.lineno, error.offset, repr(error.text), error.end_lineno, error.end_offset)
exec("def f():\nreturn 1")
