import traceback


class Silent(Exception): ...


class NoStr(Exception):
    def __str__(self): raise ValueError("in str")


class Nested:
    class Inner(Exception): ...


for error in (ValueError("two\nlines"), Silent(), NoStr(), Nested.Inner("x"), KeyError("k"), ValueError(""), ValueError(None),
              ValueError(1, 2), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"), OSError(2, "nope", "f")):
    traceback.print_exception(error)
