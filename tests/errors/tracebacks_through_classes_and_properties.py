# exit: 1
class C:
    @property
    def p(self):
        return self.q

    def __getattr__(self, name):
        raise AttributeError(f"custom {name}")

    def __eq__(self, other):
        return 1 / 0


import traceback

for call in (lambda: C().p, lambda: C() == 1, lambda: [C()].index(3)):
    try:
        call()
    except Exception:
        traceback.print_exc()


class D:
    x = undefined_here
