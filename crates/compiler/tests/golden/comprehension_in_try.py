def f(xs):
    try:
        return [x for x in xs]
    except E:
        return None
