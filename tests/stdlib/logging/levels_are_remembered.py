# Whether a message counts is remembered, and asked again when a level changes.
import logging


class Listed(logging.Handler):
    def emit(self, record):
        print(record.name, record.levelname, record.getMessage(), record.funcName)


logging.getLogger().addHandler(Listed())
above = logging.getLogger("above")
below = logging.getLogger("above.below")


def say():
    below.debug("debug %s", 1)
    below.info("info %s %s", 1, 2)
    below.warning(msg="warning")
    below.error("error", extra={"more": 1})
    below.critical("critical", stacklevel=1)
    print("--", [below.isEnabledFor(level) for level in (5, 10, 20, 30, 40, 50)])


say()
above.setLevel(logging.DEBUG)
say()
below.setLevel("ERROR")
say()
logging.disable(logging.ERROR)
say()
logging.disable(logging.NOTSET)
below.disabled = True
say()
below.disabled = False
below.setLevel(0)
between = logging.getLogger("above.below.between")
between.setLevel(50)
say()


class Asked(logging.Logger):
    def isEnabledFor(self, level):
        print("asked", level)
        return level == 10

    def _log(self, level, msg, args, **kwargs):
        print("log", level, msg, args, kwargs)


made = Asked("made")
made.debug("a", 1, stack_info=False)
made.info("b")
below.isEnabledFor = lambda level: False
below.critical("not heard")
del below.isEnabledFor
below.critical("heard")
try:
    below.debug()
except TypeError as error:
    print(error)
print(below.isEnabledFor(level=10), logging.getLogger("x").isEnabledFor(30.5))
