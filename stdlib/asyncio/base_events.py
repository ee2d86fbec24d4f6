"""What event loops have in common, under the name by which programs import it."""

from .events import BaseEventLoop
from .sockets import Server

__all__ = ("BaseEventLoop", "Server")
