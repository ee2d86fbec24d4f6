# Objects that hold themselves.
def ring(maker, put):
    made = maker()
    put(made)
    return made


def partial_ring():
    made = functools.partial(print)
    made.__setstate__((made, (made,), {"end": made}, {}))
    return made


def exception_ring():
    error = KeyError(1)
    error.__context__ = error.__cause__ = ExceptionGroup("ring", [error])
    return error


def method_ring():
    made = Plain()
    made.method = types.MethodType(Plain.method, made)
    return made.method


def property_ring():
    made = property()
    made.__init__(made, made, made)
    return made


MAKERS += [
    lambda: ring(list, lambda made: made.append(made)),
    lambda: ring(dict, lambda made: made.update(a=made)),
    lambda: ring(collections.deque, lambda made: made.append((made,))),
    lambda: ring(collections.OrderedDict, lambda made: made.update(a=made)),
    lambda: ring(types.SimpleNamespace, lambda made: setattr(made, "a", made)),
    lambda: ring(Plain, lambda made: setattr(made, "held", [made])),
    lambda: list[ring(list, lambda made: made.append(made))],
    partial_ring,
    exception_ring,
    method_ring,
    property_ring,
] * 3
