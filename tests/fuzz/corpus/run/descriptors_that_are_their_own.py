class G:
    pass


G.__get__ = G()


class H:
    x = G()


p = property()
p.__init__(p)
q = staticmethod(1)
for _ in range(3000):
    q = staticmethod(q)
for ask in (lambda: H().x, lambda: p.__isabstractmethod__, lambda: q.__isabstractmethod__, lambda: H.x):
    try:
        print(ask())
    except (RecursionError, TypeError) as error:
        print(type(error).__name__)
