a, b = [1, 2], {"x": 1}
print([*a, 3, *"hi"], (*a, *a), {*a, 2, 5} == {1, 2, 5})
print({**b, "y": 2, **{"x": 9}}, {"x": 0, **b})
print(*a, *(), *[7])
t = *a, 3
print(t)


def f():
    return *a, *a


print(f())
for x in *a, 9:
    print(x, end=" ")
print()
for bad in (lambda: [*5], lambda: {**[1]}, lambda: (*None,), lambda: {*1}, lambda: {**5}):
    try:
        bad()
    except TypeError as error:
        print(error)
