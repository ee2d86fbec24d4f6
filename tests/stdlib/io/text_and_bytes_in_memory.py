import io

s = io.StringIO("line one\nline two\n")
print(s.readline(), list(s), s.tell(), s.seek(0), s.read(4), s.getvalue()[:4])
s = io.StringIO()
s.write("abc")
print(s.getvalue(), file=s)
print(repr(s.getvalue()))
b = io.BytesIO(b"abc")
print(b.read(1), b.read(), b.write(b"d"), b.getvalue())
