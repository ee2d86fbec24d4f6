"""Messages of programs that have no logger of their own: they go to the logger above all others."""

import warnings
from logging import FileHandler, StreamHandler, root
from logging._formats import STYLES, Formatter


def basicConfig(**kwargs):
    """Gives the logger above all others a handler, unless it has one."""
    force, encoding = kwargs.pop("force", False), kwargs.pop("encoding", None)
    errors = kwargs.pop("errors", "backslashreplace")
    if force:
        for handler in root.handlers[:]:
            root.removeHandler(handler)
            handler.close()
    if root.handlers:
        return
    handlers = kwargs.pop("handlers", None)
    if handlers is None:
        if "stream" in kwargs and "filename" in kwargs:
            raise ValueError("'stream' and 'filename' should not be specified together")
        filename, mode = kwargs.pop("filename", None), kwargs.pop("filemode", "a")
        if filename:
            handlers = [FileHandler(filename, mode, encoding, errors=None if "b" in mode else errors)]
        else:
            handlers = [StreamHandler(kwargs.pop("stream", None))]
    elif "stream" in kwargs or "filename" in kwargs:
        raise ValueError("'stream' or 'filename' should not be specified together with 'handlers'")
    datefmt, style = kwargs.pop("datefmt", None), kwargs.pop("style", "%")
    if style not in STYLES:
        raise ValueError(f"Style must be one of: {','.join(STYLES)}")
    formatter = Formatter(kwargs.pop("format", STYLES[style][1]), datefmt, style)
    for handler in handlers:
        if handler.formatter is None:
            handler.setFormatter(formatter)
        root.addHandler(handler)
    level = kwargs.pop("level", None)
    if level is not None:
        root.setLevel(level)
    if kwargs:
        raise ValueError(f"Unrecognised argument(s): {', '.join(kwargs)}")


def _ready():
    """The logger above all others, with a handler."""
    if not root.handlers:
        basicConfig()
    return root


def debug(msg, *args, **kwargs):
    """Gives a message of level DEBUG to the logger above all others."""
    _ready().debug(msg, *args, **kwargs)


def info(msg, *args, **kwargs):
    """Gives a message of level INFO to the logger above all others."""
    _ready().info(msg, *args, **kwargs)


def warning(msg, *args, **kwargs):
    """Gives a message of level WARNING to the logger above all others."""
    _ready().warning(msg, *args, **kwargs)


def warn(msg, *args, **kwargs):
    """As warning(). Deprecated."""
    warnings.warn("The 'warn' function is deprecated, use 'warning' instead", DeprecationWarning, 2)
    warning(msg, *args, **kwargs)


def error(msg, *args, **kwargs):
    """Gives a message of level ERROR to the logger above all others."""
    _ready().error(msg, *args, **kwargs)


def exception(msg, *args, exc_info=True, **kwargs):
    """The same with the exception that is being handled."""
    error(msg, *args, exc_info=exc_info, **kwargs)


def critical(msg, *args, **kwargs):
    """Gives a message of level CRITICAL to the logger above all others."""
    _ready().critical(msg, *args, **kwargs)


def fatal(msg, *args, **kwargs):
    """As critical()."""
    critical(msg, *args, **kwargs)


def log(level, msg, *args, **kwargs):
    """Gives a message to the logger above all others."""
    _ready().log(level, msg, *args, **kwargs)


for _each in (basicConfig, critical, debug, error, exception, fatal, info, log, warn, warning):
    _each.__module__ = "logging"
del _each
