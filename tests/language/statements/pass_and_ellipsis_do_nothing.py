class Empty: ...


def nothing(): pass


def ellipsis(): ...


for _ in range(2): pass
print(nothing(), ellipsis(), Empty.__name__, ...)
