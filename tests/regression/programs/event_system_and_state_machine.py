class Signal:
    def __init__(self): self.handlers = []
    def connect(self, f): self.handlers.append(f); return f
    def __call__(self, *args, **kw): return [h(*args, **kw) for h in self.handlers]


class Machine:
    transitions = {}

    def __init_subclass__(cls):
        cls.transitions = {}
        for name, value in list(vars(cls).items()):
            for rule in getattr(value, "rules", ()):
                cls.transitions[rule] = name

    def __init__(self):
        self.state = self.initial
        self.changed = Signal()

    def fire(self, event, *args):
        name = self.transitions.get((self.state, event))
        if name is None:
            raise LookupError(f"no transition for {event} in {self.state}")
        old, self.state = self.state, getattr(self, name)(*args)
        self.changed(old, self.state)
        return self


def on(state, event):
    def mark(f):
        f.rules = getattr(f, "rules", []) + [(state, event)]
        return f
    return mark


class Door(Machine):
    initial = "closed"

    @on("closed", "open")
    def opening(self): return "open"

    @on("open", "close")
    def closing(self): return "closed"

    @on("closed", "lock")
    @on("open", "lock")
    def locking(self, key): return f"locked({key})"


door = Door()
door.changed.connect(lambda a, b: print(a, "->", b))
log = []


@door.changed.connect
def keep(a, b): log.append(b)


door.fire("open").fire("close").fire("lock", 42)
try:
    door.fire("open")
except LookupError as e:
    print(e)
print(log, sorted(Door.transitions.items()))
