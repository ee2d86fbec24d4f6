import functools


def shown(*args, **keywords): return args, keywords


class Own(functools.partial): pass


inner = functools.partial(shown, 1, a=1)
outer = functools.partial(inner, 2, a=2, b=2)
print(outer.func is shown, outer.args, outer.keywords, outer(3, c=3), inner.keywords)
print(functools.partial(Own(shown, 1), 2).func is shown, Own(inner, 2).func is shown, type(Own(inner)).__name__)
marked = functools.partial(shown, 1)
marked.note = "kept"
print(functools.partial(marked, 2).func is marked)
for name in ["func", "args", "keywords"]:
    for act in [lambda: setattr(inner, name, ()), lambda: delattr(inner, name)]:
        try:
            act()
        except AttributeError as error:
            print(name, error)
for state in [(len, (1,), {}, None), (len, [1], {}, {}), (5, (), {}, {}), (len, (), None, {}), (len, (), {}), 5, ()]:
    made = functools.partial(shown)
    try:
        made.__setstate__(state)
        print(made.func is len, made.args, made.keywords)
    except TypeError as error:
        print(error)
ring = functools.partial(shown)
ring.__setstate__((ring, (ring,), {"a": ring}, {}))
print(ring)
ring.__setstate__((shown, (), {}, {}))
print(functools.partial(len, 1).__reduce__()[1:])


class Methods:
    def plain(self, a, b=2, *, c=3): return a, b, c

    one = functools.partialmethod(plain, 1, c=9)
    two = functools.partialmethod(one, 5)
    of_class = functools.partialmethod(classmethod(lambda cls, a, b: (cls.__name__, a, b)), 1)
    of_partial = functools.partialmethod(functools.partial(shown, "first"), 4)


print(Methods().one(7), Methods().two(), Methods.of_class(2), Methods().of_partial(5)[0][2:], Methods.one.__name__)
print(repr(Methods.__dict__["two"]).split(" at ")[0], Methods.__dict__["one"].__isabstractmethod__)
