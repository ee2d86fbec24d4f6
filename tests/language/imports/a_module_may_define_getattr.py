import dynamic

print(dynamic.anything, hasattr(dynamic, "refused"), dynamic.real, dir(dynamic))
from dynamic import something

print(something)
try:
    from dynamic import refused
except ImportError as error:
    print(str(error).split(" (/")[0])
