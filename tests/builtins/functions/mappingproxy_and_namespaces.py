class C:
    a = 1


proxy = C.__dict__
print(type(proxy).__name__, proxy["a"], "a" in proxy, proxy.get("zz"), len([k for k in proxy if not k.startswith("__")]))
for f in (lambda: proxy.__setitem__("b", 1), lambda: hash(proxy)):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
try:
    proxy["b"] = 1
except TypeError as error:
    print(error)
import types

print(types.MappingProxyType({"x": 1}), types.SimpleNamespace(a=1, b="x"), types.SimpleNamespace(a=1) == types.SimpleNamespace(a=1))
n = types.SimpleNamespace()
n.q = [1]
print(n, vars(n))
