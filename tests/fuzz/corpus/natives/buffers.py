# Bytes that are lent while they are changed.
def lent(length):
    data = bytearray(range(length))
    view = memoryview(data)
    CHANCE.keep(data)
    return view


def released():
    view = lent(3)
    view.release()
    return view


MAKERS += [
    lambda: lent(0),
    lambda: lent(16).cast("d"),
    lambda: lent(24).cast("B", (2, 3, 4)),
    lambda: lent(8).cast("c")[6:1:-2],
    lambda: lent(8).toreadonly(),
    released,
    lambda: io.BytesIO(bytes(50)),
    lambda: io.BytesIO(b"ab").getbuffer(),
    lambda: io.StringIO("a\r\nb\rc\n", newline=None),
    lambda: io.TextIOWrapper(io.BytesIO("é\n".encode()), "utf-8"),
    lambda: io.BufferedReader(io.BytesIO(bytes(9)), 4),
    lambda: bytearray(b"a,b,,c"),
    lambda: bytes(range(256)),
] * 3
