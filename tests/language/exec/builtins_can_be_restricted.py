try:
    eval("len([])", {"__builtins__": {}})
except NameError as error:
    print(error)
print(eval("len([1])", {"__builtins__": {"len": lambda x: "own"}}))
try:
    exec("import os", {"__builtins__": {}})
except ImportError as error:
    print(error)
try:
    exec("class C: pass", {"__builtins__": {}})
except NameError as error:
    print(error)
