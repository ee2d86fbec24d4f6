def made():
    """Its first line of code is further down."""

    yield 1


async def coroutine():

    return 1


generator = made()
frame = generator.gi_frame
print(frame.f_lineno, generator.gi_frame.f_code.co_firstlineno)
del generator
print(frame.f_lineno, made().gi_frame.f_lineno)
waiting = coroutine()
print(waiting.cr_frame.f_lineno)
waiting.close()
print(waiting.cr_frame)
