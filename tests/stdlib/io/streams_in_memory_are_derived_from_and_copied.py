import io, copy, weakref
class R(io.BytesIO):
    def __init__(self, *a):
        super().__init__(*a); self.tag = 1
r = R(b"abc"); print(r.tag, r.read(), copy.copy(r).tag, copy.copy(r).tell())
print(io.StringIO("x").__getstate__(), copy.copy(io.StringIO("q\nw", newline="\r\n")).getvalue())
w = weakref.ref(r); print(w() is r); del r; print(w())
class L(io.StringIO):
    def readline(self): return "mine" if not getattr(self, "n", 0) and not setattr(self, "n", 1) else ""
print(list(L("a\nb")))
class P(io.BufferedIOBase):
    def read(self, n=-1): return b"12345"[:n]
    read1 = read
ba = bytearray(3); p = P(); print(p.readinto(ba), p.readinto1(ba), ba)
for bad in (lambda: p.readinto(b"ab"), lambda: p.write(b""), lambda: p.detach(), lambda: p.fileno(), lambda: p.seek(0), lambda: p.tell(), lambda: p.truncate(),
            lambda: io.TextIOBase().read(), lambda: io.TextIOBase().write(""), lambda: io.TextIOBase().readline(), lambda: io.BytesIO().fileno(), lambda: io.StringIO().fileno(),
            lambda: io.BytesIO().detach(), lambda: io.StringIO().detach(), lambda: io.BytesIO().__setstate__((1,)), lambda: io.StringIO().__setstate__(1),
            lambda: io.BytesIO().__setstate__((b"", -1, None)), lambda: io.StringIO().__setstate__(("", "\n", "x", None)), lambda: io.BytesIO().readinto(b"x"), lambda: io.BytesIO().writelines([""]), lambda: io.BytesIO().seek(2**70)):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
f = io.BytesIO(b"one\ntwo\nthree")
print(f.readlines(2), f.readlines(), f.readlines()); f.seek(0); print(next(f), f.readline(2), f.readline(None), f.read(None))
print(f.closed, f.isatty(), f.seekable(), f.readable(), f.writable(), f.flush())
with f: pass
print(f.closed)
try:
    with f: pass
except ValueError as e: print(e)
f = io.StringIO("x" * 5); f.seek(10); print(repr(f.read()), f.tell()); f.truncate(2); f.seek(0, 2); f.write("é" * 3); print(f.getvalue(), f.tell()); f.seek(3); f.write("ab"); print(f.getvalue())
f.seek(0); print(f.readline(1), f.readline(100)); f.truncate(0); print(repr(f.getvalue()), f.tell(), f.encoding, f.errors, f.line_buffering)
print(io.StringIO("\ud800x").getvalue() == "\ud800x", io.StringIO(None).getvalue() == "")
print(io.StringIO(newline="\r").write("a\nb"), io.StringIO("a\nb", "\r").getvalue().encode())
b = io.BytesIO(); print(b.write(memoryview(b"abcdef")[2:]), b.write(bytearray(b"zz")), b.getvalue())
k = io.BytesIO(b"abc"); m = k.getbuffer(); print(bytes(m), m.readonly); m.release()
x = bytes(range(100)); print(io.BytesIO(x).getvalue() is x, io.BytesIO(x).read() == x)
s = io.BytesIO(b"hello"); s.seek(1); s.write(b"EL"); s.seek(-1, 2); print(s.read(), s.getvalue()); s.seek(-100, 1); print(s.tell())
