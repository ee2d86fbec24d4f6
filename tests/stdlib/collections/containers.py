from collections import ChainMap, Counter, OrderedDict, defaultdict, deque, namedtuple

d = defaultdict(list)
d["a"].append(1)
print(d, Counter("banana").most_common(2), Counter("ab") + Counter("bc"), deque([1, 2, 3], maxlen=2), ChainMap({"a": 1}, {"a": 2, "b": 3})["b"])
q = deque([1, 2])
q.appendleft(0); q.append(3); q.rotate(1)
print(q, q.popleft(), q.pop(), list(q), len(q), q[0])
P = namedtuple("P", "x y", defaults=[0])
p = P(1)
print(p, p.x, p._replace(y=5), p._asdict(), P._fields, p == (1, 0))
o = OrderedDict(a=1, b=2)
o.move_to_end("a")
print(o, o.popitem(last=False))
