class C:
    x = 1

    def __init__(self):
        self.__dict__["hidden"] = "via dict"


c = C()
print(c.hidden, c.__dict__ is vars(c), "x" in vars(c), "x" in vars(C))
vars(c)["new"] = 2
print(c.new)
c.__dict__.update(a=1, b=2)
print(c.a + c.b, sorted(vars(c)))
d = c.__dict__
c.later = 3
print(d["later"], len(d))
del d["later"]
print(hasattr(c, "later"))
c.__dict__ = {"only": 1}
print(c.only, hasattr(c, "a"), d.get("a"))
d2 = C()
d2.__dict__ = c.__dict__
d2.shared = True
print(c.shared)
c.__dict__.clear()
print(vars(c), c.x)


class D(dict):
    pass


e = D(k=1)
e.attr = 2
print(e, e.attr, vars(e), e["k"])
