class Point:
    limit = 1

    def __init__(self):
        self.distance = 3

    def method(self): ...


p = Point()
for f in (lambda: p.distanse, lambda: p.zzz, lambda: Point.limti, lambda: p.methud(), lambda: [].appendd,
          lambda: "a".uper(), lambda: (5).foo, lambda: None.x, lambda: print.x, lambda: Point.__nothing__):
    try:
        f()
    except AttributeError as error:
        print(error, "|", error.name, "|", type(error.obj).__name__)
