class CM:
    def __init__(self, value): self.value = value
    def __enter__(self): return self.value
    def __exit__(self, *info): return False


class Holder: ...


holder, d = Holder(), {}
with CM(1) as holder.x, CM(2) as d["k"], CM((3, [4, 5])) as (a, [b, *c]):
    print(holder.x, d, a, b, c)
with CM("xy") as [p, q]:
    print(p, q)
