import sys
import counted
import counted as again

print(counted is again, counted.runs, "counted" in sys.modules)
del sys.modules["counted"]
import counted as fresh

print(fresh is counted)
sys.modules["invented"] = "any object"
import invented

print(invented)
sys.modules["blocked"] = None
try:
    import blocked
except ImportError as error:
    print(type(error).__name__, error)
print(__import__("counted") is fresh, __import__("shapes.circle").__name__)
import importlib

print(importlib.import_module("shapes.circle").__name__)
