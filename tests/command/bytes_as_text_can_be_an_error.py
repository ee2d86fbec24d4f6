# command: -bb bytes_as_text_can_be_an_error.py
for mixture in [lambda: b"a" == "a", lambda: str(b"a"), lambda: bytearray() != "", lambda: print(b"a"), lambda: b"a" == b"b"]:
    try:
        print(mixture())
    except BytesWarning as error:
        print("BytesWarning:", error)
