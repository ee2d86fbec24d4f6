"""Warnings: filters decide whether a warning is shown, raised or left alone."""

import _library
import _traceback
import sys

__all__ = [
    "warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter", "resetwarnings",
    "catch_warnings", "deprecated",
]

_ACTIONS = ("error", "ignore", "always", "all", "default", "module", "once")

# (action, pattern of the message or None, category, pattern of the module or None, line or 0); the first that fits
# counts. A pattern is a compiled expression, or a string that must be equal.
filters = [
    ("default", None, DeprecationWarning, "__main__", 0),
    ("ignore", None, DeprecationWarning, None, 0),
    ("ignore", None, PendingDeprecationWarning, None, 0),
    ("ignore", None, ImportWarning, None, 0),
    ("ignore", None, ResourceWarning, None, 0),
]
defaultaction = _defaultaction = "default"
onceregistry = _onceregistry = {}
# Grows when the filters change: what registries remember is void then.
_version = 0


# Showing.

class WarningMessage:
    """A warning that was shown or recorded."""

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message, self.category, self.source = message, category, source
        self.filename, self.lineno, self.line = filename, lineno, line
        self.file = file
        # The line of a text that no file holds.
        self._kept = None
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (f"{{message : {self.message!r}, category : {self._category_name!r}, filename : {self.filename!r}, "
                f"lineno : {self.lineno}, line : {self.line!r}}}")


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to a file, or to sys.stderr. Programs may put a function of their own in place of this one."""
    _showwarnmsg_impl(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    """A warning as text: the place and the message, and below them the line of the source."""
    return _formatwarnmsg_impl(WarningMessage(message, category, filename, lineno, None, line))


_showwarning_orig = showwarning
_formatwarning_orig = formatwarning


def _showwarnmsg_impl(msg):
    file = sys.stderr if msg.file is None else msg.file
    if file is not None:
        text = _formatwarnmsg(msg)
        try:
            file.write(text)
        except OSError:
            # A warning that cannot be shown is no error.
            pass


def _formatwarnmsg_impl(msg):
    category = msg.category.__name__
    text = f"{msg.filename}:{msg.lineno}: {category}: {msg.message}\n"
    line = msg.line
    if line is None:
        line = getattr(msg, "_kept", None)
    if line is None:
        try:
            import linecache
            line = linecache.getline(msg.filename, msg.lineno)
        except Exception:
            line = None
    if line:
        line = line.strip()
        if line:
            text += f"  {line}\n"
    if msg.source is not None:
        text += f"{category}: Enable tracemalloc to get the object allocation traceback\n"
    return text


def _showwarnmsg(msg):
    if showwarning is _showwarning_orig:
        _showwarnmsg_impl(msg)
    elif not callable(showwarning):
        raise TypeError("warnings.showwarning() must be set to a function or method")
    else:
        showwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)


def _formatwarnmsg(msg):
    if formatwarning is _formatwarning_orig:
        return _formatwarnmsg_impl(msg)
    return formatwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.line)


# Filters.

def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Put a filter in front of the others, or behind them with append.

    The action (error, ignore, always, all, default, module, once) is for warnings of a category whose message begins as
    the regular expression message says, case not counting, from modules whose name matches module, in a line (0: any).
    """
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass")
    if not isinstance(module, str):
        raise TypeError("module must be a string")
    _check_line(lineno)
    if message or module:
        import re
        message = re.compile(message, re.I) if message else None
        module = re.compile(module) if module else None
    _add_filter(action, message or None, category, module or None, lineno, append=append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """As filterwarnings(), for all messages and modules."""
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    _check_line(lineno)
    _add_filter(action, None, category, None, lineno, append=append)


def _check_line(lineno):
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")


def _add_filter(*item, append):
    if append:
        if item not in filters:
            filters.append(item)
    else:
        if item in filters:
            filters.remove(item)
        filters.insert(0, item)
    _filters_mutated()


def resetwarnings():
    """Remove all filters."""
    filters[:] = []
    _filters_mutated()


def _filters_mutated():
    global _version
    _version += 1


def _fits(pattern, text):
    if pattern is None:
        return True
    if isinstance(pattern, str):
        return pattern == text
    return pattern.match(text) is not None


def _action_for(text, category, module, lineno):
    for item in filters:
        action, message_pattern, of, module_pattern, line = item
        if (issubclass(category, of) and line in (0, lineno) and _fits(message_pattern, text)
                and _fits(module_pattern, module)):
            return action
    return defaultaction


# Options of the command line: action:message:category:module:line.

class _OptionError(Exception):
    """An option -W, or a part of PYTHONWARNINGS, cannot be understood."""

    pass


def _processoptions(args):
    for arg in args:
        try:
            _setoption(arg)
        except _OptionError as error:
            print("Invalid -W option ignored:", error, file=sys.stderr)


def _setoption(arg):
    parts = arg.split(":")
    if len(parts) > 5:
        raise _OptionError(f"too many fields (max 5): {arg!r}")
    action, message, category, module, lineno = (part.strip() for part in parts + [""] * (5 - len(parts)))
    action = _getaction(action)
    category = _getcategory(category)
    if message or module:
        import re
        message = re.escape(message)
        module = re.escape(module) + r"\Z" if module else ""
    line = 0
    if lineno:
        try:
            lineno = line = int(lineno)
            if line < 0:
                raise ValueError
        except (ValueError, OverflowError):
            raise _OptionError(f"invalid lineno {lineno!r}") from None
    filterwarnings(action, message, category, module, line)


def _getaction(action):
    if not action:
        return "default"
    for known in ("default", "always", "all", "ignore", "module", "once", "error"):
        if known.startswith(action):
            return known
    raise _OptionError(f"invalid action: {action!r}")


def _getcategory(category):
    if not category:
        return Warning
    module, _, name = category.rpartition(".")
    try:
        found = __import__(module or "builtins", None, None, [name])
    except ImportError:
        raise _OptionError(f"invalid module name: {module!r}") from None
    try:
        found = getattr(found, name)
    except AttributeError:
        raise _OptionError(f"unknown warning category: {category!r}") from None
    if not issubclass(found, Warning):
        raise _OptionError(f"invalid warning category: {category!r}")
    return found


# Warning.

def warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    """Warn about the code that calls, or with a stacklevel above 1 about what called it.

    The message is text, of the category UserWarning unless another is given, or a Warning itself. Calls from files
    whose name begins with one of skip_file_prefixes do not count as levels. Raises the warning if a filter says so.
    """
    if isinstance(message, Warning):
        category = message.__class__
    if category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    if not isinstance(skip_file_prefixes, tuple):
        raise TypeError("skip_file_prefixes must be a tuple of strs.")
    frame = _frame_to_blame(max(stacklevel, 2) if skip_file_prefixes else stacklevel, skip_file_prefixes)
    if frame is None:
        space, filename, lineno, kept = sys.__dict__, "<sys>", 0, None
    else:
        space, filename, lineno = frame.f_globals, frame.f_code.co_filename, frame.f_lineno
        kept = _traceback.kept_line(frame.f_code, lineno) if filename[:1] == "<" else None
    module = space.get("__name__", "<string>")
    registry = space.setdefault("__warningregistry__", {})
    error = _decide(message, category, filename, lineno, module, registry, source, kept)
    if error is not None:
        raise error


def _frame_to_blame(level, prefixes):
    try:
        frame = sys._getframe(2)
    except ValueError:
        return None
    internal = _is_internal(frame)
    for _ in range(level - 1):
        frame = frame.f_back
        # Frames of the import system do not count, unless the warning comes out of it.
        while frame is not None and not internal and _is_skipped(frame, prefixes):
            frame = frame.f_back
        if frame is None:
            return None
    return frame


def _is_internal(frame):
    filename = frame.f_code.co_filename
    return "importlib" in filename and "_bootstrap" in filename


def _is_skipped(frame, prefixes):
    return _is_internal(frame) or frame.f_code.co_filename.startswith(prefixes)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    """As warn(), with the place and the registry of what was shown before given instead of found."""
    if module is None:
        module = filename or "<unknown>"
        if module[-3:].lower() == ".py":
            module = module[:-3]
    if registry is not None and not isinstance(registry, dict):
        raise TypeError("'registry' must be a dict or None")
    if module_globals is not None:
        import linecache
        linecache.lazycache(filename, module_globals)
    error = _decide(message, category, filename, lineno, module, registry, source)
    if error is not None:
        raise error


def _warn_at(message, category, filename, lineno, module, registry, kept):
    # A warning of the machine.
    error = _decide(message, category, filename, lineno, module, registry, None, kept)
    if error is not None:
        raise error


def _decide(message, category, filename, lineno, module, registry, source, kept=None):
    # What is to be raised is given back: tracebacks leave out the frame of the caller, a builtin, but not this one.
    lineno = int(lineno)
    if registry is None:
        registry = {}
    if registry.get("version", 0) != _version:
        registry.clear()
        registry["version"] = _version
    if isinstance(message, Warning):
        text = str(message)
        category = message.__class__
    else:
        text = message
        message = category(message)
    key = (text, category, lineno)
    if registry.get(key):
        return None
    action = _action_for(str(text), category, module, lineno)
    if action == "ignore":
        return None
    if action == "error":
        return message
    if action == "once":
        registry[key] = 1
        if onceregistry.get((text, category)):
            return None
        onceregistry[(text, category)] = 1
    elif action == "module":
        registry[key] = 1
        if registry.get((text, category, 0)):
            return None
        registry[(text, category, 0)] = 1
    elif action == "default":
        registry[key] = 1
    elif action not in ("always", "all"):
        raise RuntimeError(f"Unrecognized action ({action!r}) in warnings.filters:\n {action}")
    shown = WarningMessage(message, category, filename, lineno, None, None, source)
    shown._kept = kept
    _showwarnmsg(shown)
    return None


def _warn_unawaited_coroutine(coro):
    text = f"coroutine '{coro.__qualname__}' was never awaited"
    origin = coro.cr_origin
    if origin is not None:
        lines = [f'File "{filename}", line {lineno}, in {name}\n' for filename, lineno, name in reversed(origin)]
        text += "\nCoroutine created at (most recent call last)\n" + "".join(lines).rstrip("\n")
    warn(text, category=RuntimeWarning, stacklevel=2, source=coro)


class catch_warnings:
    """Puts the filters back at the end; with `record=True` gives the list of what would have been shown."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules["warnings"] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = []
        if self._record:
            args.append("record=True")
        if self._module is not sys.modules["warnings"]:
            args.append(f"module={self._module!r}")
        return f"{type(self).__name__}({', '.join(args)})"

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        module = self._module
        self._filters = module.filters
        module.filters = self._filters[:]
        module._filters_mutated()
        self._showwarning = module.showwarning
        self._showwarnmsg_impl = module._showwarnmsg_impl
        log = None
        if self._record:
            log = []
            module._showwarnmsg_impl = log.append
            module.showwarning = module._showwarning_orig
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        module = self._module
        module.filters = self._filters
        module._filters_mutated()
        module.showwarning = self._showwarning
        module._showwarnmsg_impl = self._showwarnmsg_impl


class deprecated:
    """Marks a function or class as deprecated: using it warns."""

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            given = type(message).__name__
            raise TypeError(f"Expected an object of type str for 'message', not {given!r}")
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, arg, /):
        message, category, level = self.message, self.category, self.stacklevel
        if category is None:
            arg.__deprecated__ = message
            return arg
        if isinstance(arg, type):
            return self._mark_class(arg, message, category, level)
        if not callable(arg):
            raise TypeError(
                "@deprecated decorator with non-None category must be applied to a class or callable, "
                f"not {arg!r}"
            )
        import functools

        @functools.wraps(arg)
        def wrapper(*args, **kwargs):
            warn(message, category=category, stacklevel=level + 1)
            return arg(*args, **kwargs)

        arg.__deprecated__ = wrapper.__deprecated__ = message
        return wrapper

    @staticmethod
    def _mark_class(arg, message, category, level):
        original_new = arg.__new__

        def __new__(cls, /, *args, **kwargs):
            if cls is arg:
                warn(message, category=category, stacklevel=level + 1)
            if original_new is not object.__new__:
                return original_new(cls, *args, **kwargs)
            if cls.__init__ is object.__init__ and (args or kwargs):
                raise TypeError(f"{cls.__name__}() takes no arguments")
            return original_new(cls)

        arg.__new__ = staticmethod(__new__)
        original = arg.__init_subclass__

        if hasattr(original, "__func__"):
            function = original.__func__

            def __init_subclass__(cls, *args, **kwargs):
                warn(message, category=category, stacklevel=level + 1)
                return function(cls, *args, **kwargs)

            arg.__init_subclass__ = classmethod(__init_subclass__)
        else:
            def __init_subclass__(*args, **kwargs):
                warn(message, category=category, stacklevel=level + 1)
                return original(*args, **kwargs)

            arg.__init_subclass__ = __init_subclass__
        arg.__deprecated__ = message
        return arg


_library.builtins("_warnings", globals(), "warn", "warn_explicit")
_processoptions(sys.warnoptions)
