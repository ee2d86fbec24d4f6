"""What synchronisation objects share: they belong to the loop that first waits on them."""

from . import events


class LoopBound:
    """An object bound to one loop."""

    _loop = None

    def _get_loop(self):
        loop = events.get_running_loop()
        if self._loop is None:
            self._loop = loop
        if loop is not self._loop:
            raise RuntimeError(f"{self!r} is bound to a different event loop")
        return loop
