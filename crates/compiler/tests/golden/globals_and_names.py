x = 1
def f():
    global x
    x += 1
    return x, len
class C:
    x = x
    def g(self):
        return x
