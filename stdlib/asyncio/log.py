"""The logger of this package, which is made when somebody wants it."""

import sys


def __getattr__(name):
    if name != "logger":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import logging
    logger = globals()["logger"] = logging.getLogger("asyncio")
    return logger


def report(text, exception=None, *, level="error"):
    """Log a text, with the traceback of an exception.

    A program that has not imported logging has no handlers: it reads on sys.stderr what it would read there anyway.
    """
    if "logging" in sys.modules:
        details = None if exception is None else (type(exception), exception, exception.__traceback__)
        getattr(__getattr__("logger"), level)(text, exc_info=details)
        return
    text += "\n"
    if exception is not None:
        import traceback
        text += "".join(traceback.format_exception(exception))
    sys.stderr.write(text)
