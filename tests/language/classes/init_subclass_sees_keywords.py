class Plugin:
    registry = {}

    def __init_subclass__(cls, /, name=None, **kwargs):
        super().__init_subclass__(**kwargs)
        print("subclass", cls.__name__, name)
        Plugin.registry[name or cls.__name__] = cls


class A(Plugin, name="first"): ...
class B(A): ...


print(sorted(Plugin.registry))
try:
    class C(Plugin, unknown=1): ...
except TypeError as error:
    print(error)
try:
    class D(unknown=1): ...
except TypeError as error:
    print(error)
