class EnumMeta(type):
    def __new__(mcs, name, bases, ns):
        members = {k: v for k, v in ns.items() if not k.startswith("_") and not callable(v)}
        cls = super().__new__(mcs, name, bases, {k: v for k, v in ns.items() if k not in members})
        cls._members = {}
        for k, v in members.items():
            member = object.__new__(cls)
            member.name, member.value = k, v
            cls._members[k] = member
            type.__setattr__(cls, k, member)
        return cls

    def __iter__(cls): return iter(cls._members.values())
    def __len__(cls): return len(cls._members)
    def __getitem__(cls, name): return cls._members[name]
    def __contains__(cls, member): return member in cls._members.values()
    def __call__(cls, value): return next(m for m in cls if m.value == value)
    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_members", ()):
            raise AttributeError(f"cannot reassign {name}")
        super().__setattr__(name, value)


class Enum(metaclass=EnumMeta):
    def __repr__(self): return f"<{type(self).__name__}.{self.name}: {self.value!r}>"


class Color(Enum):
    RED = 1
    GREEN = 2

    def shout(self): return self.name + "!"


print(list(Color), Color.RED, Color["GREEN"], Color(2), len(Color), Color.RED in Color, Color.RED.shout(), Color.RED is Color(1), isinstance(Color.RED, Color))
try:
    Color.RED = 5
except AttributeError as e:
    print(e)
