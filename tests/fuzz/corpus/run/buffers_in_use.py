import io

data = bytearray(b"abcdefgh")
view = memoryview(data)
for change in (lambda: data.append(1), lambda: data.clear(), lambda: data.__init__(b"x"), lambda: data.extend(view), lambda: data.__delitem__(slice(0, 3))):
    try:
        change()
    except BufferError as error:
        print(error)
view[::2] = view[1::2]
print(bytes(view.cast("I").cast("B")[::-1]), view[2:].hex("-", 2), view.tolist() == list(data))
view.release()
stream = io.BytesIO(b"abc")
with stream.getbuffer() as lent:
    try:
        stream.write(b"x" * 100)
    except BufferError as error:
        print(error)
    lent[:] = b"xyz"
text = io.StringIO("a\r\nb\rc", newline=None)
print(stream.getvalue(), text.readlines(), text.seek(1), text.truncate(), text.read())
del view, data
