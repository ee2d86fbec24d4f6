# What the machine shows of itself.
def frame():
    return sys._getframe()


def failing(depth):
    try:
        1 / depth
    except ZeroDivisionError as error:
        return error
    return failing(depth - 1)


def suspended():
    generator = numbers()
    next(generator)
    return generator


def entering():
    class Manager:
        def __enter__(self):
            return CHANCE.react()

        def __exit__(self, *args):
            return CHANCE.react()

    return Manager()


MAKERS += [
    frame,
    lambda: failing(3),
    lambda: failing(3).__traceback__,
    suspended,
    lambda: suspended().gi_frame,
    lambda: suspended().gi_code,
    lambda: outer.__code__.co_consts,
    lambda: compile("a = b\n[c for c in a]", "f", "exec"),
    lambda: types.FunctionType((lambda: a).__code__, {"a": 1}),
    lambda: types.FunctionType(outer(1).__code__, {}, "f", (1,), outer(1).__closure__),
    lambda: (lambda a, /, b=1, *c, d=2, **e: (a, b, c, d, e)),
    lambda: types.coroutine(numbers),
    lambda: types.MethodType(outer, 1),
    lambda: type("Own", (), {"__get__": lambda self, *args: CHANCE.react(), "__set_name__": lambda self, *args: CHANCE.react()})(),
    entering,
    lambda: super(Plain, Plain),
] * 2
