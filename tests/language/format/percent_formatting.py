print("%d %i %u %s %r %a" % (1, 2.9, 3, "s", "r", "é"), "%5d|%-5d|%05d|%+d|% d" % (1, 2, 3, 4, 5))
print("%x %X %#x %o %#o %c %c" % (255, 255, 255, 8, 8, 65, "B"), "%e %E %f %.2f %g %G" % (1.5, 1.5, 1.5, 1.555, 1e-10, 1e20))
print("%(a)s %(b)05.1f %%" % {"a": 1, "b": 2.25}, "%s" % None, "%s" % (1,), "%s %s" % ("a", [1]), "%*d|%-*d|%.*f" % (5, 1, 5, 2, 1, 3.14159))
print("%10.3s|%-10s|%.1s" % ("abcdef", "x", "yz"), "%r" % ((1, 2),), "%s" % {"a": 1}, "%5s" % True, "%#.3x" % 10)
print(b"%d %s %b %x %c %a" % (1, b"s", b"b", 255, 65, "é"), b"%5.1f|" % 1.25, bytearray(b"%s") % b"x")
for template, args in (
    ("%d", "x"), ("%d", ()), ("%d %d", (1,)), ("%d", (1, 2)), ("%y", 1), ("%", 1), ("%(a)s", 1), ("%(a)s", {"b": 1}), ("%c", "ab"), ("%c", -1),
    ("%x", 1.5), ("%f", "x"), ("%(a", {"a": 1}), ("no fields", 1), ("%i", None), ("%.f", "x"), ("%c", 1.5),
):
    try:
        print(template % args)
    except Exception as error:
        print(repr(template), type(error).__name__, error)
print("%s" % {}, "no fields" % {}, "no fields" % [])
