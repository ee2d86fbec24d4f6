data = bytearray(b"abcdefgh")
m = memoryview(data)
print(len(m), m[0], m[1:3].tobytes(), m.tolist()[:3], m.readonly, m.format, m.itemsize, m.nbytes, m.shape, m.ndim, bytes(m), m == data)
m[0] = 65
m[2:4] = b"XY"
print(data, m[::2].tobytes(), m.hex(), memoryview(b"ro").readonly)
try:
    data.append(1)
except BufferError as error:
    print(error)
m.release()
data.append(33)
print(data)
for f in (lambda: m[0], lambda: memoryview(b"x").__setitem__(0, 1), lambda: memoryview("x"), lambda: memoryview(data)[100]):
    try:
        f()
    except Exception as error:
        print(type(error).__name__, error)
with memoryview(b"\x01\x00\x02\x00") as v:
    print(v.cast("H").tolist(), hash(v) == hash(b"\x01\x00\x02\x00"), 2 in v, v.obj)
