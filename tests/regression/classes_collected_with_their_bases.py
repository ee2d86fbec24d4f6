import gc


class Root: pass
class Meta(type): pass


def family(n):
    """Classes that hold each other, so that only the collector ends them."""
    made = []
    for i in range(n):
        one = type(f"One{i}", (Root,), {"family": made})
        two = type(f"Two{i}", (one,), {"one": one})
        three = Meta(f"Three{i}", (two, Root), {"two": two, "family": made})
        made += [one, two, three]
    return made


for round in range(5):
    kept = family(40)[:2]
    gc.collect()
    print(len(Root.__subclasses__()) == 80, end=" ")
    kept[0].family.clear()
    del kept
    cls = None
    for cls in Root.__subclasses__():
        for name in ("one", "two", "family"):
            if name in cls.__dict__:
                delattr(cls, name)
    del cls
    gc.collect()
    print([cls.__name__ for cls in Root.__subclasses__()])
    # A change of a metaclass looks at all classes there are.
    Meta.shared = round
    junk = [[(i, str(i))] for i in range(2000)]
    Meta.again = Meta("Again", (), {}).shared


class First:
    pass


class Second:
    pass


child = type("Child", (First,), {})
child.__bases__ = (Second,)
print(First.__subclasses__(), [cls.__name__ for cls in Second.__subclasses__()])
child.itself = child
del child
gc.collect()
print(First.__subclasses__(), Second.__subclasses__())
Second.name = "after"
print(Second.name)
