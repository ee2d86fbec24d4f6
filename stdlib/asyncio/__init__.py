"""Run coroutines: tasks, timers, queues, locks and streams on an event loop."""

from .base_events import BaseEventLoop
from .coroutines import *
from .exceptions import *
from .futures import *
from .events import *
from .tasks import *
from .runners import *
from .timeouts import *
from .taskgroups import *
from .locks import *
from .queues import *
from .unix_events import *
from . import base_events, coroutines, exceptions, futures, events, tasks, runners, timeouts, taskgroups, locks, queues
from . import selector_events, unix_events

# Modules that a program without the network never loads, and the names that they give to this package.
_LATER = {
    "streams": (
        "StreamReader", "StreamWriter", "StreamReaderProtocol", "open_connection", "start_server",
        "open_unix_connection", "start_unix_server",
    ),
    "protocols": ("BaseProtocol", "Protocol", "DatagramProtocol", "SubprocessProtocol", "BufferedProtocol"),
    "transports": (
        "BaseTransport", "ReadTransport", "WriteTransport", "Transport", "DatagramTransport", "SubprocessTransport",
    ),
    "servers": ("Server",),
    "threads": ("to_thread",),
    **dict.fromkeys(("trsock", "log", "base_futures", "format_helpers", "constants"), ()),
}


def __getattr__(name):
    for module, names in _LATER.items():
        if name == module or name in names:
            loaded = __import__(f"{__name__}.{module}", fromlist=["*"])
            globals().update({known: getattr(loaded, known) for known in names})
            return loaded if name == module else globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    later = (name for module, names in _LATER.items() for name in (module, *names))
    return sorted({*globals(), *later} - {"__getattr__", "__dir__", "_LATER"})


__all__ = (
    ("BaseEventLoop",) + coroutines.__all__ + unix_events.__all__ + exceptions.__all__ + futures.__all__ + events.__all__ + tasks.__all__ + runners.__all__
    + timeouts.__all__ + taskgroups.__all__ + locks.__all__ + queues.__all__
    + tuple(name for names in _LATER.values() for name in names)
)
