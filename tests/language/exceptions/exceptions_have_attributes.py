import errno

e = OSError(2, "No such file", "name.txt")
print(repr(e), str(e), type(e).__name__, e.errno, e.strerror, e.filename, e.args)
print(type(OSError(13, "x")).__name__, type(OSError(17, "x")).__name__, type(OSError(11, "x")).__name__, type(OSError(104, "")).__name__)
print(repr(OSError("plain")), repr(OSError(1, "a", "f", None, "g")), str(OSError(1, "a", "f", None, "g")))
s = StopIteration(5)
print(s.value, StopIteration().value, SystemExit(3).code, SystemExit().code, SystemExit(1, 2).code)
k = KeyError("key")
print(str(k), str(KeyError()), str(KeyError(1, 2)), str(ValueError("v")), str(ValueError(1, 2)), repr(ValueError()))
n = NameError("x", name="nm")
print(n.name, n.args, AttributeError("a", name="n", obj=3).obj, ImportError("i", name="n", path="p").path)
u = UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad")
print(u, u.encoding, u.object, u.start, u.end, u.reason)
print(UnicodeEncodeError("ascii", "é\u20ac", 0, 2, "no"), "|", UnicodeEncodeError("ascii", "é", 0, 1, "no"))
x = SyntaxError("msg", ("file", 3, 5, "text"))
print(x.msg, x.filename, x.lineno, x.offset, x.text, str(x))
try:
    NameError(foo=1)
except TypeError as error:
    print(error)
