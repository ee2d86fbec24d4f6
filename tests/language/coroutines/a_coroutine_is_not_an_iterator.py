async def coro(): return 1


c = coro()
for f in (lambda: iter(c), lambda: next(c), lambda: list(c), lambda: [x for x in c]):
    try:
        f()
    except TypeError as error:
        print(error)
try:
    c.send(5)
except TypeError as error:
    print(error)
c.close()
print(c.cr_frame, c.cr_running, c.cr_await)
