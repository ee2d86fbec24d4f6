class WithBool:
    def __bool__(self):
        print("bool")
        return False

    def __len__(self):
        print("len")
        return 1


class WithLen:
    def __len__(self):
        print("len")
        return 0


class BadBool:
    def __bool__(self):
        return 1


class BadLen:
    def __len__(self):
        return -1


print(bool(WithBool()), not WithBool(), bool(WithLen()))
if WithLen():
    print("no")
for bad in (BadBool(), BadLen()):
    try:
        bool(bad)
    except Exception as error:
        print(type(error).__name__, error)
for value in (0, 0.0, 0j, "", b"", (), [], {}, set(), None, range(0), False):
    assert not value, value
for value in (1, 0.1, 1j, "0", b"0", (0,), [0], {0: 0}, {0}, range(1), True, ..., NotImplementedError):
    assert value, value
