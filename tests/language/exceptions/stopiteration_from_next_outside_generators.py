def first(items):
    return next(iter(items))


try:
    first([])
except StopIteration as error:
    print("stop", error.value)
print([x for x in map(first, [[1], [2], [], [3]])])
it = iter([1, 2])
for x in it:
    for y in it:
        print(x, y)
