import counted

print(__name__, __file__.rsplit("/")[-1], __package__, __spec__, __doc__)
print(counted.__name__, counted.__file__.rsplit("/")[-1], repr(counted.__package__), counted.__spec__.name, type(counted).__name__)
print([n for n in vars(counted) if not n.startswith("__")], counted.__dict__["runs"])
counted.added = 5
from counted import added

print(added)
try:
    counted.missing
except AttributeError as error:
    print(error)
try:
    counted.run
except AttributeError as error:
    print(error)
import types

m = types.ModuleType("made", "doc")
m.x = 1
print(m, m.__doc__, m.__name__, m.x)
