class Key:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return 1

    def __eq__(self, other):
        for change in CHANGES:
            change()
        return self.value == getattr(other, "value", None)


CHANGES = []
d = {Key(n): n for n in range(20)}
s = {Key(n) for n in range(20)}
CHANGES.append(lambda: d.pop(next(iter(d)), None) if d else None)
CHANGES.append(s.clear)
for ask in (lambda: d[Key(19)], lambda: Key(7) in s, lambda: d | {Key(3): 1}, lambda: s ^ {Key(2)}, lambda: d == dict(d)):
    try:
        print(ask() is None)
    except (KeyError, RuntimeError) as error:
        print(type(error).__name__)
print({n * (2**61 - 1): 1 for n in range(1, 300)} == {})
