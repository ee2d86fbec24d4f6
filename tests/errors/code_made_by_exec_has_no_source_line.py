# exit: 1
code = "def f():\n    raise ValueError('made')\n"
exec(code)
f()
