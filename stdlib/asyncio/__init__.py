"""Run coroutines: tasks, timers, queues, locks and streams on an event loop."""

from .exceptions import *
from .futures import *
from .events import *
from .tasks import *
from .runners import *
from .timeouts import *
from .taskgroups import *
from .locks import *
from .queues import *
from . import exceptions, futures, events, tasks, runners, timeouts, taskgroups, locks, queues

__all__ = (
    exceptions.__all__ + futures.__all__ + events.__all__ + tasks.__all__ + runners.__all__
    + timeouts.__all__ + taskgroups.__all__ + locks.__all__ + queues.__all__
)
