class Column:
    counter = 0

    def __init__(self, kind, default=None, required=False):
        self.kind, self.default, self.required = kind, default, required
        Column.counter += 1
        self.order = Column.counter

    def __set_name__(self, owner, name): self.name = name
    def __get__(self, row, owner): return self if row is None else row._values.get(self.name, self.default)

    def __set__(self, row, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{type(row).__name__}.{self.name}: expected {self.kind.__name__}, got {value!r}")
        row._values[self.name] = value

    def __eq__(self, value): return lambda row: getattr(row, self.name) == value
    def __gt__(self, value): return lambda row: getattr(row, self.name) > value
    def __hash__(self): return id(self)


class Table(type):
    def __new__(mcs, name, bases, ns):
        cls = super().__new__(mcs, name, bases, ns)
        cls.columns = sorted((c for c in ns.values() if isinstance(c, Column)), key=lambda c: c.order)
        cls.rows = []
        return cls

    def __iter__(cls): return iter(cls.rows)
    def where(cls, *tests): return [r for r in cls if all(t(r) for t in tests)]


class Model(metaclass=Table):
    def __init__(self, **values):
        self._values = {}
        for c in self.columns:
            if c.required and c.name not in values:
                raise ValueError(f"{c.name} is required")
        for k, v in values.items():
            if k not in (c.name for c in self.columns):
                raise AttributeError(f"{type(self).__name__} has no column {k}")
            setattr(self, k, v)
        type(self).rows.append(self)

    def __repr__(self): return f"{type(self).__name__}({', '.join(f'{c.name}={getattr(self, c.name)!r}' for c in self.columns)})"


class User(Model):
    name = Column(str, required=True)
    age = Column(int, default=0)


class Tag(Model):
    label = Column(str)


User(name="ann", age=30), User(name="bob"), User(name="cy", age=41), Tag(label="x")
print(list(User), Tag.rows, User.where(User.age > 20), User.where(User.name == "bob", User.age == 0), [c.name for c in User.columns])
for f in (lambda: User(age=1), lambda: User(name=5), lambda: User(name="d", height=1)):
    try:
        f()
    except (ValueError, TypeError, AttributeError) as e:
        print(type(e).__name__, e)
