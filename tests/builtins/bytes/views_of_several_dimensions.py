data = bytes(range(24))
view = memoryview(data).cast("B", [2, 3, 4])


def facts(view):
    return view.ndim, view.shape, view.strides, view.nbytes, view.c_contiguous, view.f_contiguous, view.tolist()


print(facts(view), len(view), view[1, -1, 2])
print(facts(view[::-1]), facts(memoryview(data).cast("H", (3, 4))))
print(view.tobytes("F").hex(), view.hex() == data.hex(), hash(view) == hash(data), facts(view.cast("i"))[1:3])
print(view == data, view == memoryview(data).cast("B", [2, 3, 4]), bytes(view) == data)
for key in 0, (0, 0), (0, 0, 0, 0), (0, 3, 0), (slice(None),) * 3, (0, "a", 0), ..., "a", (slice(1), 0, 0):
    try:
        print(view[key])
    except Exception as error:
        print(type(error).__name__, error)
for shape in [5, 5], [0], [-1, 2], ["a"], 5, [2] * 65, [2**62, 4], [2**63], []:
    try:
        print(memoryview(data).cast("B", shape))
    except Exception as error:
        print(type(error).__name__, error)
table = memoryview(bytearray(12)).cast("B", [3, 4])
table[1, 2] = 7
for key, value in ((0, 0), 256), (0, 1), (slice(0, 1), b"abcd"), ((3, 0), 1), ((0,), 1), ((slice(1), slice(1)), 1):
    try:
        table[key] = value
    except Exception as error:
        print(type(error).__name__, error)
print(table.tolist())
single = memoryview(bytearray(b"a")).cast("B", [])
single[()] = 66
print(facts(single), single[()], single[...].tolist(), single.cast("B")[0])
for attempt in lambda: single[0], lambda: len(single), lambda: list(single), lambda: list(table), lambda: table.cast("B", [4, 3]), lambda: table.cast("c", [12]).ndim:
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)
