import weakref


class A:
    def __del__(self):
        kept.append(self)
        self.ring = self
        weakref.ref(self, lambda ref: kept.clear())
        if len(kept) < 4:
            A()
        else:
            while True:
                pass


kept = []
a = A()
w = weakref.ref(a, lambda ref: A())
del a
print(len(kept), w())
