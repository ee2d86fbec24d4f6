class Evil:
    def __hash__(self): return 1
    def __eq__(self, other):
        d.clear()
        return False


d = {Evil(): 1}
try:
    d[Evil()] = 2
except RuntimeError as error:
    print(error)
print(len(d))


class Grow:
    def __hash__(self): return 2
    def __eq__(self, other):
        for i in range(50):
            e[i + 100] = i
        return False


e = {Grow(): 1}
print(e.get(Grow(), "absent"), len(e))
