import pathlib
import threading
import typing
import warnings

calls = [
    lambda: typing.NamedTuple("N", a=int),
    lambda: typing.NamedTuple("N"),
    lambda: typing.NamedTuple("N", None),
    lambda: typing.NamedTuple("N", []),
    lambda: typing.NamedTuple("N", None, a=int),
    lambda: typing.TypedDict("D"),
    lambda: typing.TypedDict("D", None),
    lambda: typing.TypedDict("D", {}),
    lambda: typing.no_type_check_decorator(len) and None,
    lambda: pathlib.PurePath("a/b/c").relative_to("a", "b"),
    lambda: pathlib.PurePath("a/b").is_relative_to("a", "b"),
    lambda: pathlib.PurePath("a").is_reserved(),
    lambda: open("/dev/null", "rb", buffering=1).close(),
    lambda: threading.RLock(5) and None,
    lambda: threading.RLock(a=1) and None,
    lambda: threading.RLock() and None,
]
for call in calls:
    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        try:
            print(call())
        except TypeError as error:
            print(error)
    for warning in shown:
        print("   ", warning.category.__name__, warning.message, warning.filename == __file__, warning.lineno)
