s = "aé日😀"
for codec in ("utf-8", "utf-16", "utf-16-le", "utf-32-be", "utf-8-sig", "UTF8", "unicode_escape", "raw_unicode_escape", "utf-7"):
    data = s.encode(codec)
    print(codec, data, data.decode(codec) == s)
print("é".encode("latin-1"), b"\xe9".decode("latin-1"), "a".encode("ascii"), "é".encode("cp1252"))
for errors in ("ignore", "replace", "xmlcharrefreplace", "backslashreplace", "namereplace", "surrogateescape", "strict"):
    try:
        print(errors, "aé日".encode("ascii", errors))
    except UnicodeEncodeError as error:
        print(error)
for errors in ("ignore", "replace", "backslashreplace", "surrogateescape", "strict"):
    try:
        print(errors, ascii(b"a\xff\xe6\x97b\xc3".decode("utf-8", errors)))
    except UnicodeDecodeError as error:
        print(error)
for data in (b"\x80", b"\xc3", b"\xc3(", b"\xe2\x82", b"\xed\xa0\x80", b"\xf8", b"\xf0\x9f\x98", b"\xc0\x80", b"\xf4\x90\x80\x80"):
    try:
        data.decode()
    except UnicodeDecodeError as error:
        print(error)
for f in (lambda: "x".encode("nope"), lambda: b"x".decode("nope"), lambda: "é".encode("ascii", "nope")):
    try:
        f()
    except LookupError as error:
        print(error)
