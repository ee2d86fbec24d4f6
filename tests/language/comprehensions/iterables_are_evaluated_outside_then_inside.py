def say(x):
    print(x, end=" ")
    return [1, 2]


print([(a, b) for a in say("outer") for b in say("inner")])
print([c for a in say("a") if say("cond") for c in [a]])


class C:
    n = 2
    first = [x for x in range(n)]


print(C.first)


def nested():
    data = [[1, 2], [3]]
    k = 10
    return [[item * k for item in row] for row in data]


print(nested())
try:
    [x for x in 5]
except TypeError as error:
    print(error)
try:
    {[]: 1 for _ in "a"}
except TypeError as error:
    print(error)
try:
    {[] for _ in "a"}
except TypeError as error:
    print(error)
