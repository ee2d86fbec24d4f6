# env: PYTHONBREAKPOINT=
# oracle: CPython has a debugger
try:
    breakpoint()
except RuntimeError as error:
    print(error)
