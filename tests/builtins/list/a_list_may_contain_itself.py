a = [1]
a.append(a)
print(a, a[1][1] is a, len(a))
d = {}
d["self"] = d
print(d, [d])
t = ([],)
t[0].append(t)
print(t)
b = [1]
b.append(b)
try:
    print(a == b)
except RecursionError as error:
    print("RecursionError")
s = []
s.extend([s, s])
print(s)
