"""Messages for whoever runs a program: loggers in a tree, handlers, formats."""

import io
import os
import sys
import time
import traceback
import weakref
import _thread
from string import Template

__all__ = [
    "BASIC_FORMAT", "CRITICAL", "DEBUG", "ERROR", "FATAL", "FileHandler", "Filter", "Formatter", "Handler", "INFO",
    "LogRecord", "Logger", "LoggerAdapter", "NOTSET", "NullHandler", "StreamHandler", "WARN", "WARNING",
    "addLevelName", "basicConfig", "captureWarnings", "critical", "debug", "disable", "error", "exception", "fatal",
    "getLevelName", "getLevelNamesMapping", "getLogger", "getLoggerClass", "info", "log", "makeLogRecord",
    "setLoggerClass", "shutdown", "warn", "warning", "getLogRecordFactory", "setLogRecordFactory", "lastResort",
    "raiseExceptions", "getHandlerByName", "getHandlerNames",
]

CRITICAL = FATAL = 50
ERROR, WARNING, INFO, DEBUG, NOTSET = 40, 30, 20, 10, 0
WARN = WARNING
BASIC_FORMAT = "%(levelname)s:%(name)s:%(message)s"
raiseExceptions = True
_started = time.time_ns()
_names = {50: "CRITICAL", 40: "ERROR", 30: "WARNING", 20: "INFO", 10: "DEBUG", 0: "NOTSET"}
_levels = {name: level for level, name in _names.items()} | {"FATAL": 50, "WARN": 30}
_handlers = weakref.WeakValueDictionary()
_open_handlers = []


def getLevelNamesMapping():
    """Names of levels and their numbers."""
    return dict(_levels)


def getLevelName(level):
    """The name of a number, or the number of a name."""
    if level in _names:
        return _names[level]
    return _levels.get(level, f"Level {level}")


def addLevelName(level, levelName):
    """Gives a level a name."""
    _names[level] = levelName
    _levels[levelName] = level


def _check_level(level):
    if isinstance(level, int):
        return level
    if not isinstance(level, str):
        raise TypeError(f"Level not an integer or a valid string: {level!r}")
    if level not in _levels:
        raise ValueError(f"Unknown level: {level!r}")
    return _levels[level]


class LogRecord:
    """One message and all that is known about it."""

    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs):
        now = time.time_ns()
        self.name = name
        self.msg = msg
        if args and len(args) == 1 and isinstance(args[0], dict) and args[0]:
            args = args[0]
        self.args = args
        self.levelname = getLevelName(level)
        self.levelno = level
        self.pathname = pathname
        self.filename = os.path.basename(pathname)
        self.module = os.path.splitext(self.filename)[0]
        self.exc_info = exc_info
        self.exc_text = None
        self.stack_info = sinfo
        self.lineno = lineno
        self.funcName = func
        self.created = now / 1e9
        self.msecs = now % 1_000_000_000 // 1_000_000 + 0.0
        self.relativeCreated = (now - _started) / 1e6
        self.thread = _thread.get_ident()
        # Without `threading` there is one thread, as far as names go.
        threading = sys.modules.get("threading")
        self.threadName = "MainThread" if threading is None else threading.current_thread().name
        self.processName = "MainProcess"
        self.process = os.getpid()
        self.taskName = _task_name()

    def __repr__(self):
        return f'<LogRecord: {self.name}, {self.levelno}, {self.pathname}, {self.lineno}, "{self.msg}">'

    def getMessage(self):
        """The message with its arguments in place."""
        text = str(self.msg)
        return text % self.args if self.args else text


def _task_name():
    """The name of the task that runs, or None."""
    asyncio = sys.modules.get("asyncio")
    try:
        return None if asyncio is None else asyncio.current_task().get_name()
    except (RuntimeError, AttributeError):
        # No loop runs, or what it runs is no task.
        return None


_record_factory = LogRecord


def setLogRecordFactory(factory):
    """What makes records."""
    global _record_factory
    _record_factory = factory


def getLogRecordFactory():
    """What makes records."""
    return _record_factory


def makeLogRecord(dict):
    """A record with these attributes."""
    record = _record_factory(None, None, "", 0, "", (), None, None)
    vars(record).update(dict)
    return record


class Formatter:
    """How a record becomes text."""

    converter = staticmethod(time.localtime)
    default_time_format = "%Y-%m-%d %H:%M:%S"
    default_msec_format = "%s,%03d"
    _usual = {"%": "%(message)s", "{": "{message}", "$": "${message}"}

    def __init__(self, fmt=None, datefmt=None, style="%", validate=True, *, defaults=None):
        if style not in self._usual:
            raise ValueError(f"Style must be one of: {','.join(self._usual)}")
        self._kind = style
        self._fmt = fmt or self._usual[style]
        self._defaults = defaults or {}
        self.datefmt = datefmt
        if validate and fmt and style == "%" and "%(" not in fmt:
            raise ValueError(f"Invalid format '{fmt}' for '%' style")

    def usesTime(self):
        """Whether the time is shown."""
        return "asctime" in self._fmt

    def formatTime(self, record, datefmt=None):
        """The time of a record."""
        moment = self.converter(record.created)
        if datefmt:
            return time.strftime(datefmt, moment)
        text = time.strftime(self.default_time_format, moment)
        return self.default_msec_format % (text, record.msecs) if self.default_msec_format else text

    def formatException(self, ei):
        """The traceback of an exception."""
        return "".join(traceback.format_exception(*ei)).removesuffix("\n")

    def formatStack(self, stack_info):
        """The stack as text."""
        return stack_info

    def formatMessage(self, record):
        """The line of a record."""
        values = {**self._defaults, **vars(record)}
        if self._kind == "{":
            return self._fmt.format(**values)
        if self._kind == "$":
            return Template(self._fmt).substitute(values)
        return self._fmt % values

    def format(self, record):
        """The text of a record, with its traceback."""
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        parts = [self.formatMessage(record)]
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        if record.exc_text:
            parts.append(record.exc_text)
        if record.stack_info:
            parts.append(self.formatStack(record.stack_info))
        return "\n".join(parts)


_default_formatter = Formatter()


class Filter:
    """Lets pass what comes from one logger and those below it."""

    def __init__(self, name=""):
        self.name = name

    def filter(self, record):
        """Whether the record passes."""
        return not self.name or record.name == self.name or record.name.startswith(self.name + ".")


class Filterer:
    """What has filters."""

    def __init__(self):
        self.filters = []

    def addFilter(self, filter):
        """Adds a filter."""
        if filter not in self.filters:
            self.filters.append(filter)

    def removeFilter(self, filter):
        """Takes a filter away."""
        if filter in self.filters:
            self.filters.remove(filter)

    def filter(self, record):
        """The record (or what a filter makes of it), or False."""
        for filter in self.filters:
            answer = filter.filter(record) if hasattr(filter, "filter") else filter(record)
            if not answer:
                return False
            if isinstance(answer, LogRecord):
                record = answer
        return record


class Handler(Filterer):
    """Where records go."""

    def __init__(self, level=NOTSET):
        Filterer.__init__(self)
        self._name = None
        self.level = _check_level(level)
        self.formatter = None
        self.createLock()
        _open_handlers.append(weakref.ref(self))

    @property
    def name(self):
        """The name under which getHandlerByName() finds the handler, or None."""
        return self._name

    @name.setter
    def name(self, name):
        self._name = name
        if name:
            _handlers[name] = self

    def get_name(self):
        return self.name

    def set_name(self, name):
        self.name = name

    def createLock(self):
        """Makes the lock that a thread holds while it emits a record."""
        self.lock = _thread.RLock()

    def acquire(self):
        """Waits for the lock."""
        if self.lock:
            self.lock.acquire()

    def release(self):
        """Gives the lock back."""
        if self.lock:
            self.lock.release()

    def setLevel(self, level):
        """Records of a lower level are left out."""
        self.level = _check_level(level)

    def setFormatter(self, fmt):
        """How records become text."""
        self.formatter = fmt

    def format(self, record):
        """The text of a record."""
        return (self.formatter or _default_formatter).format(record)

    def emit(self, record):
        """Subclasses say where it goes."""
        raise NotImplementedError("emit must be implemented by Handler subclasses")

    def handle(self, record):
        """Emits a record that passes the filters."""
        record = self.filter(record)
        if record:
            self.acquire()
            try:
                self.emit(record)
            finally:
                self.release()
        return record

    def handleError(self, record):
        """Shows an error in emit()."""
        if raiseExceptions and sys.stderr:
            print("--- Logging error ---", file=sys.stderr)
            traceback.print_exc()
            print(f"Message: {record.msg!r}\nArguments: {record.args}", file=sys.stderr)

    def flush(self):
        """Hands on what is kept."""

    def close(self):
        """Ends the handler."""
        if self._name in _handlers:
            del _handlers[self._name]

    def __repr__(self):
        return f"<{type(self).__name__} ({getLevelName(self.level)})>"


class StreamHandler(Handler):
    """Writes to a stream, sys.stderr by default."""

    terminator = "\n"

    def __init__(self, stream=None):
        Handler.__init__(self)
        self.stream = sys.stderr if stream is None else stream

    def flush(self):
        """Has the stream write what it keeps."""
        if self.stream and hasattr(self.stream, "flush"):
            self.stream.flush()

    def emit(self, record):
        """Writes a record as a line; what goes wrong is left to handleError()."""
        try:
            self.stream.write(self.format(record) + self.terminator)
            self.flush()
        except RecursionError:
            raise
        except Exception:
            self.handleError(record)

    def setStream(self, stream):
        """Writes to another stream, and gives the one before."""
        if stream is self.stream:
            return None
        before, self.stream = self.stream, stream
        return before

    def __repr__(self):
        name = str(getattr(self.stream, "name", ""))
        return f"<{type(self).__name__} {name + ' ' if name else ''}({getLevelName(self.level)})>"


class FileHandler(StreamHandler):
    """Writes to a file."""

    def __init__(self, filename, mode="a", encoding=None, delay=False, errors=None):
        self.baseFilename = os.path.abspath(os.fspath(filename))
        self.mode, self.encoding, self.delay, self.errors = mode, encoding, delay, errors
        StreamHandler.__init__(self, None if delay else self._open())
        if delay:
            self.stream = None

    def _open(self):
        return io.open(self.baseFilename, self.mode, encoding=self.encoding, errors=self.errors)

    def emit(self, record):
        """Writes a record, and opens the file first if that was put off."""
        if self.stream is None:
            self.stream = self._open()
        StreamHandler.emit(self, record)

    def close(self):
        """Closes the file."""
        if self.stream:
            self.stream.close()
            self.stream = None
        Handler.close(self)

    def __repr__(self):
        return f"<{type(self).__name__} {self.baseFilename} ({getLevelName(self.level)})>"


class NullHandler(Handler):
    """Goes nowhere."""

    def handle(self, record):
        """Does nothing."""
        pass

    def emit(self, record):
        """Does nothing."""
        pass


class _LastResort(StreamHandler):
    """Warnings to whatever sys.stderr is at the moment, where nobody configured anything."""

    def __init__(self):
        Handler.__init__(self, WARNING)

    @property
    def stream(self):
        return sys.stderr


lastResort = _LastResort()


class Logger(Filterer):
    """A name in the tree of loggers, to which messages are given."""

    manager = root = None

    def __init__(self, name, level=NOTSET):
        Filterer.__init__(self)
        self.name = name
        self.level = _check_level(level)
        self.parent = None
        self.propagate = True
        self.handlers = []
        self.disabled = False

    def setLevel(self, level):
        """Messages of a lower level are left out."""
        self.level = _check_level(level)

    def getEffectiveLevel(self):
        """The level of this logger, or of the nearest above that has one."""
        logger = self
        while logger:
            if logger.level:
                return logger.level
            logger = logger.parent
        return NOTSET

    def isEnabledFor(self, level):
        """Whether a message of this level counts."""
        return not self.disabled and self.manager.disable < level and level >= self.getEffectiveLevel()

    def getChild(self, suffix):
        """A logger below this one."""
        return self.manager.getLogger(suffix if self.root is self else f"{self.name}.{suffix}")

    def getChildren(self):
        """The loggers right below this one."""
        return {logger for logger in self.manager.loggerDict.values() if logger.parent is self}

    def debug(self, msg, *args, **kwargs):
        """Gives a message of level DEBUG."""
        if self.isEnabledFor(DEBUG):
            self._log(DEBUG, msg, args, **kwargs)

    def info(self, msg, *args, **kwargs):
        """Gives a message of level INFO."""
        if self.isEnabledFor(INFO):
            self._log(INFO, msg, args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        """Gives a message of level WARNING."""
        if self.isEnabledFor(WARNING):
            self._log(WARNING, msg, args, **kwargs)

    warn = warning

    def error(self, msg, *args, **kwargs):
        """Gives a message of level ERROR."""
        if self.isEnabledFor(ERROR):
            self._log(ERROR, msg, args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        """Gives a message of level ERROR with the exception that is being handled."""
        if self.isEnabledFor(ERROR):
            self._log(ERROR, msg, args, exc_info=exc_info, **kwargs)

    def critical(self, msg, *args, **kwargs):
        """Gives a message of level CRITICAL."""
        if self.isEnabledFor(CRITICAL):
            self._log(CRITICAL, msg, args, **kwargs)

    fatal = critical

    def log(self, level, msg, *args, **kwargs):
        """Gives a message."""
        if not isinstance(level, int):
            if raiseExceptions:
                raise TypeError("level must be an integer")
            return
        if self.isEnabledFor(level):
            self._log(level, msg, args, **kwargs)

    def findCaller(self, stack_info=False, stacklevel=1):
        """File, line and function of who gave the message, and the stack if it is wanted."""
        frame = sys._getframe(1)
        while frame and frame.f_globals.get("__name__") == __name__:
            frame = frame.f_back
        while frame and stacklevel > 1:
            frame, stacklevel = frame.f_back, stacklevel - 1
        if frame is None:
            return "(unknown file)", 0, "(unknown function)", None
        stack = None
        if stack_info:
            stack = "Stack (most recent call last):\n" + "".join(traceback.format_stack(frame)).removesuffix("\n")
        return frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name, stack

    def makeRecord(self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None, sinfo=None):
        """The record of a message."""
        record = _record_factory(name, level, fn, lno, msg, args, exc_info, func, sinfo)
        for key, value in (extra or {}).items():
            if key in ("message", "asctime") or key in vars(record):
                raise KeyError(f"Attempt to overwrite {key!r} in LogRecord")
            vars(record)[key] = value
        return record

    def _log(self, level, msg, args, exc_info=None, extra=None, stack_info=False, stacklevel=1):
        file, line, function, stack = self.findCaller(stack_info, stacklevel)
        if isinstance(exc_info, BaseException):
            exc_info = (type(exc_info), exc_info, exc_info.__traceback__)
        elif exc_info and not isinstance(exc_info, tuple):
            exc_info = sys.exc_info()
        self.handle(self.makeRecord(self.name, level, file, line, msg, args, exc_info, function, extra, stack))

    def handle(self, record):
        """Gives a record that passes the filters to the handlers."""
        if not self.disabled:
            record = self.filter(record)
            if record:
                self.callHandlers(record)

    def callHandlers(self, record):
        """Gives a record to the handlers of this logger and those above."""
        logger, found = self, False
        while logger:
            for handler in logger.handlers:
                found = True
                if record.levelno >= handler.level:
                    handler.handle(record)
            logger = logger.parent if logger.propagate else None
        if not found and lastResort and record.levelno >= lastResort.level:
            lastResort.handle(record)

    def addHandler(self, hdlr):
        """Adds a handler."""
        if hdlr not in self.handlers:
            self.handlers.append(hdlr)

    def removeHandler(self, hdlr):
        """Takes a handler away."""
        if hdlr in self.handlers:
            self.handlers.remove(hdlr)

    def hasHandlers(self):
        """Whether a message would find a handler."""
        logger = self
        while logger:
            if logger.handlers:
                return True
            logger = logger.parent if logger.propagate else None
        return False

    def __repr__(self):
        return f"<{type(self).__name__} {self.name} ({getLevelName(self.getEffectiveLevel())})>"

    def __reduce__(self):
        return getLogger, (self.name,)


class RootLogger(Logger):
    """The logger above all others."""

    def __init__(self, level):
        Logger.__init__(self, "root", level)


class Manager:
    """The tree of loggers."""

    def __init__(self, rootnode):
        self.root = rootnode
        self.disable = 0
        self.loggerDict = {}
        self.loggerClass = None

    def getLogger(self, name):
        """The logger of a name."""
        if not isinstance(name, str):
            raise TypeError("A logger name must be a string")
        logger = self.loggerDict.get(name)
        if logger is None:
            logger = self.loggerDict[name] = (self.loggerClass or _logger_class)(name)
            logger.parent = self._above(name)
            for other in self.loggerDict.values():
                # Loggers that were there before may find this one nearer than their parent.
                if other.name.startswith(name + "."):
                    other.parent = self._above(other.name)
        return logger

    def _above(self, name):
        while "." in name:
            name = name.rpartition(".")[0]
            if name in self.loggerDict:
                return self.loggerDict[name]
        return self.root


_logger_class = Logger
root = RootLogger(WARNING)
Logger.root = root
Logger.manager = Manager(root)


def setLoggerClass(klass):
    """The class of loggers to come."""
    global _logger_class
    if not issubclass(klass, Logger):
        raise TypeError(f"logger not derived from logging.Logger: {klass.__name__}")
    _logger_class = klass


def getLoggerClass():
    """The class of loggers."""
    return _logger_class


def getLogger(name=None):
    """The logger of a name, or the one above all others."""
    return root if not name or name == root.name else Logger.manager.getLogger(name)


class LoggerAdapter:
    """A logger that adds something to every message."""

    def __init__(self, logger, extra=None, merge_extra=False):
        self.logger = logger
        self.extra = extra
        self.merge_extra = merge_extra

    def process(self, msg, kwargs):
        """The message and its keywords as they are to be."""
        given = kwargs.get("extra")
        merged = self.merge_extra and "extra" in kwargs
        return msg, kwargs | {"extra": {**self.extra, **given} if merged else self.extra}

    def log(self, level, msg, *args, **kwargs):
        """Gives a message."""
        if self.logger.isEnabledFor(level):
            msg, kwargs = self.process(msg, kwargs)
            self.logger.log(level, msg, *args, **kwargs)

    def debug(self, msg, *args, **kwargs):
        """Gives a message of level DEBUG."""
        self.log(DEBUG, msg, *args, **kwargs)

    def info(self, msg, *args, **kwargs):
        """Gives a message of level INFO."""
        self.log(INFO, msg, *args, **kwargs)

    def warning(self, msg, *args, **kwargs):
        """Gives a message of level WARNING."""
        self.log(WARNING, msg, *args, **kwargs)

    def error(self, msg, *args, **kwargs):
        """Gives a message of level ERROR."""
        self.log(ERROR, msg, *args, **kwargs)

    def exception(self, msg, *args, exc_info=True, **kwargs):
        """Gives a message of level ERROR with the exception that is being handled."""
        self.log(ERROR, msg, *args, exc_info=exc_info, **kwargs)

    def critical(self, msg, *args, **kwargs):
        """Gives a message of level CRITICAL."""
        self.log(CRITICAL, msg, *args, **kwargs)

    def __getattr__(self, name):
        return getattr(self.logger, name)


def basicConfig(*, filename=None, filemode="a", format=None, datefmt=None, style="%", level=None, stream=None,
                handlers=None, force=False, encoding=None, errors="backslashreplace"):
    """Gives the logger above all others a handler, unless it has one."""
    if force:
        for handler in root.handlers[:]:
            root.removeHandler(handler)
            handler.close()
    if root.handlers:
        return
    if handlers is None:
        if stream is not None and filename is not None:
            raise ValueError("'stream' and 'filename' should not be specified together")
        if filename is not None:
            handlers = [FileHandler(filename, filemode, encoding, errors=errors)]
        else:
            handlers = [StreamHandler(stream)]
    elif stream is not None or filename is not None:
        raise ValueError("'stream' or 'filename' should not be specified together with 'handlers'")
    usual = {"%": BASIC_FORMAT, "{": "{levelname}:{name}:{message}", "$": "${levelname}:${name}:${message}"}
    if style not in usual:
        raise ValueError(f"Style must be one of: {','.join(usual)}")
    formatter = Formatter(format or usual[style], datefmt, style)
    for handler in handlers:
        if handler.formatter is None:
            handler.setFormatter(formatter)
        root.addHandler(handler)
    if level is not None:
        root.setLevel(level)


def _through_root(name):
    def give(*args, **kwargs):
        if not root.handlers:
            basicConfig()
        getattr(root, name)(*args, **kwargs)
    give.__name__ = give.__qualname__ = name
    give.__doc__ = f"As `{name}` of the logger above all others, which gets a handler if it has none."
    return give


debug, info, warning, error = map(_through_root, ("debug", "info", "warning", "error"))
exception, critical, log = map(_through_root, ("exception", "critical", "log"))
warn, fatal = warning, critical


def disable(level=CRITICAL):
    """Messages of this level and below are left out everywhere."""
    Logger.manager.disable = _check_level(level)


def getHandlerByName(name):
    """The handler of a name."""
    return _handlers.get(name)


def getHandlerNames():
    """The names of handlers."""
    return frozenset(_handlers)


def captureWarnings(capture):
    """Accepted: warnings go their own way."""


def shutdown():
    """Ends all handlers."""
    for reference in reversed(_open_handlers):
        handler = reference()
        if handler is not None and handler is not lastResort:
            try:
                handler.flush()
                handler.close()
            except (OSError, ValueError):
                # Its stream is closed already.
                pass
    _open_handlers.clear()


import atexit

atexit.register(shutdown)
