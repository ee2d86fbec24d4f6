def gen():
    try:
        next(me)
    except ValueError as error:
        print(error)
    try:
        me.send(1)
    except ValueError as error:
        print(error)
    try:
        me.close()
    except ValueError as error:
        print(error)
    yield 1


me = gen()
print(next(me), me.gi_running, me.gi_frame is not None, me.gi_yieldfrom)
print(next(me, "end"), me.gi_frame)
