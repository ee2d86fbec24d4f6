async def forgotten(): ...


def f():
    forgotten()
    print("after the call")


f()
closed = forgotten()
closed.close()
print("end")
