# command: -b -W always warnings_of_bytes.py
import warnings

with warnings.catch_warnings(record=True) as caught:
    b"a" == "a"
    "a" != b"a"
    b"a" == 97
    bytearray(b"a") == "a"
    str(b"x"), str(bytearray(b"y")), f"{b'z'}", "%s" % b"w"
    b"a" == b"b", b"a" == 1.5, b"a" == None, b"a" < b"b", repr(b"r"), "%r" % b"s"
    b"a" in ["a"], {b"k": 1}.get("other")
for warning in caught:
    print(warning.category.__name__, warning.message)
