from dataclasses import asdict, astuple, dataclass, field, fields, replace


@dataclass
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False)


p = Point(1)
print(p, p == Point(1, 0), replace(p, y=5), asdict(p), astuple(p), [f.name for f in fields(p)])


@dataclass(frozen=True, order=True)
class F:
    a: int


print(F(1) < F(2), hash(F(1)) == hash(F(1)), sorted([F(2), F(1)]))
try:
    F(1).a = 2
except Exception as e:
    print(type(e).__name__, e)
