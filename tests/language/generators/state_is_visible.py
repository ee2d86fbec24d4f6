import inspect


def gen():
    x = 1
    yield x
    y = 2
    yield y


g = gen()
print(inspect.getgeneratorstate(g), inspect.isgenerator(g), inspect.isgeneratorfunction(gen))
next(g)
print(inspect.getgeneratorstate(g), g.gi_frame.f_locals, g.gi_frame.f_lineno)
list(g)
print(inspect.getgeneratorstate(g), g.gi_suspended)
