items = [1, 2]
for item in items:
    if len(items) < 6:
        items.append(item * 10)
    print(item, end=" ")
print()
items = [1, 2, 3, 4]
for item in items:
    items.remove(item)
print(items)
d = {1: 1}
try:
    for key in d:
        d[key + 1] = 1
except RuntimeError as error:
    print(error)
try:
    for key in {1: 1, 2: 2}.keys() & {1}:
        pass
    s = {1, 2}
    for item in s:
        s.add(item + 10)
except RuntimeError as error:
    print(error)
d = {1: 1, 2: 2}
try:
    for key in d:
        del d[key]
        d[key + 10] = 1
except RuntimeError as error:
    print(error)
