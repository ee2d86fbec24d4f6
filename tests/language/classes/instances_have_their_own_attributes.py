class C:
    shared = []
    count = 0

    def __init__(self, name):
        self.name = name
        self.count += 1


a, b = C("a"), C("b")
a.shared.append(1)
a.extra = True
print(a.name, b.name, b.shared, a.count, C.count, vars(a), vars(b))
del a.name
print(hasattr(a, "name"), getattr(a, "name", "default"))
a.__dict__["via_dict"] = 5
print(a.via_dict, a.__dict__)
a.__dict__ = {"fresh": 1}
print(a.fresh, hasattr(a, "extra"))
try:
    a.__dict__ = 5
except TypeError as error:
    print(error)
setattr(b, "not a name", 1)
print(getattr(b, "not a name"))
C.added = lambda self: self.name
print(b.added())
