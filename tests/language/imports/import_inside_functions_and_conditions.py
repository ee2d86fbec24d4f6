def f():
    import shapes.circle
    from shapes import circle as c
    return shapes.circle is c, sorted(locals())


print(f(), "shapes" in globals())
try:
    import nothing_like_this
except ImportError:
    nothing_like_this = None
print(nothing_like_this)
if True:
    from shapes.deep.leaf import VALUE
print(VALUE)


class C:
    import shapes.deep as deep
    x = deep.exported


print(C.x)
