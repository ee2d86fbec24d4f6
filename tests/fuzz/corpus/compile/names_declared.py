global a
def f(b, c=1):
    global d, e
    def g():
        nonlocal b, c
        global d
        [b := h for h in c], {c: (d := i) for i in b if (e := i)}
        class A:
            nonlocal b
            b = d = 1
            def j(self): nonlocal c; del c, self
        for b in c: import k.l, k.m as d
        with c as b: from n import o as c
        try: def_
        except b as c: del b
    global p; p = lambda q: (p := q)
    return b, c, d, e, a
