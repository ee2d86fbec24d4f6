# exit: 1
class C:
    x = 1


c = C()
c.x += [1]
