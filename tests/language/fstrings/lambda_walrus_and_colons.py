x = 3
print(f"{(y := x + 1)} {y}", f"{x:=5}", f"{x!r:=^5}")
print(f"{(lambda: 7)()}", f"{[1, 2, 3][1:]}", f"{ {1: 2}[1]:>3}", f"{x == 3}", f"{x != 4}", f"{x >= 3 and x <= 3}")
print(f"{x,}", f"{x, 1}", f"{*[1, 2],}")


async def f(): return 1


def gen():
    print(f"got {yield 'asked'}")


g = gen()
next(g)
try:
    g.send("sent")
except StopIteration:
    pass
