"""What `sys` knows but seldom tells: made when it is first asked for."""

import _library
import sys

from _records import record

_FLAGS = (
    "debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site",
    "ignore_environment", "verbose", "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode",
    "utf8_mode", "warn_default_encoding", "safe_path", "int_max_str_digits",
)


def _version_info():
    return record("version_info", "major minor micro releaselevel serial", module="sys")((3, 13, 0, "final", 0))


# What the command line and the environment asked for; what stands in none of the two is missing.
_options = sys.__dict__.get("_options", {})


def _flags():
    values = {name: _options.get(name, 0) for name in _FLAGS}
    values["int_max_str_digits"] = sys.get_int_max_str_digits()
    for name in ("dev_mode", "safe_path"):
        values[name] = bool(values[name])
    return record("flags", _FLAGS, module="sys")(values.values())


def _implementation():
    from types import SimpleNamespace
    return SimpleNamespace(
        name="taipan", cache_tag=None, version=sys.version_info, hexversion=sys.hexversion, _multiarch="x86_64-linux-gnu"
    )


def _float_info():
    fields = "max max_exp max_10_exp min min_exp min_10_exp dig mant_dig epsilon radix rounds"
    values = (
        1.7976931348623157e308, 1024, 308, 2.2250738585072014e-308, -1021, -307, 15, 53, 2.220446049250313e-16, 2, 1
    )
    return record("float_info", fields, module="sys")(values)


def _int_info():
    fields = "bits_per_digit sizeof_digit default_max_str_digits str_digits_check_threshold"
    return record("int_info", fields, module="sys")((30, 4, 4300, 640))


def _hash_info():
    fields = "width modulus inf nan imag algorithm hash_bits seed_bits cutoff"
    return record("hash_info", fields, module="sys")((64, 2**61 - 1, 314159, 0, 1000003, "siphash13", 64, 128, 0))


def _thread_info():
    return record("thread_info", "name lock version", module="sys")(("pthread", "semaphore", None))


_asyncgen_hooks = record("asyncgen_hooks", "firstiter finalizer")


def asyncgen_hooks(firstiter, finalizer):
    """What `sys.get_asyncgen_hooks()` gives."""
    return _asyncgen_hooks((firstiter, finalizer))


_unraisable_args = record("UnraisableHookArgs", "exc_type exc_value exc_traceback err_msg object")


def unraisable_args(*values):
    """What `sys.unraisablehook` is told."""
    return _unraisable_args(values)


def _stdin():
    import _streams
    return _streams.standard_input()


def _meta_path():
    from importlib._loaders import FINDERS
    return list(FINDERS)


def _prefix(name):
    # A program without a command line is installed nowhere.
    return lambda: _options.get(name) or _options.get("prefix", "/usr")


def _constant(value):
    return lambda: value


_MAKERS = {
    "version_info": _version_info, "flags": _flags, "implementation": _implementation, "float_info": _float_info,
    "int_info": _int_info, "hash_info": _hash_info, "thread_info": _thread_info, "stdin": _stdin,
    "UnraisableHookArgs": lambda: _unraisable_args, "prefix": _prefix("prefix"), "exec_prefix": _prefix("exec_prefix"),
    "base_prefix": _prefix("base_prefix"), "base_exec_prefix": _prefix("base_prefix"),
    "stdlib_module_names": lambda: frozenset(_library.names()),
    "builtin_module_names": lambda: tuple(sorted(_library.natives())), "platlibdir": lambda: _options.get("platlibdir", "lib"), "api_version": _constant(1013),
    "copyright": _constant("Copyright (c) the authors of Taipan."), "float_repr_style": _constant("short"),
    "dont_write_bytecode": _constant(True), "pycache_prefix": _constant(None), "meta_path": _meta_path, "path_hooks": list,
    "path_importer_cache": dict, "abiflags": _constant(""), "orig_argv": lambda: _options.get("orig_argv", [sys.executable, *sys.argv]),
    "_xoptions": lambda: _options.get("xoptions", {}), "_base_executable": lambda: sys.executable,
}


def getdefaultencoding():
    """The encoding of strings where none is given."""
    return "utf-8"


def getfilesystemencoding():
    """The encoding of names of files."""
    return "utf-8"


def getfilesystemencodeerrors():
    """What becomes of bytes in names of files that are no UTF-8."""
    return "surrogateescape"


def is_finalizing():
    """Whether the interpreter is ending."""
    return False


def getsizeof(object, *default):
    """About how many bytes an object takes."""
    sizes = {str: 49, bytes: 33, list: 56, tuple: 40, dict: 64, set: 216}
    kind = type(object)
    if kind is int:
        return 24 + 4 * max(1, (object.bit_length() + 29) // 30)
    if kind is float:
        return 24
    method = getattr(kind, "__sizeof__", None)
    if method is not None and kind not in sizes:
        return method(object)
    size = sizes.get(kind, 48)
    if hasattr(kind, "__len__"):
        size += len(object) * (1 if kind in (str, bytes) else 8)
    return size


def getswitchinterval():
    """How long a thread may run before another has its turn."""
    return 0.005


def setswitchinterval(interval, /):
    """Accepted, for threads do not take turns by time."""


def gettrace():
    """The function that traces, of which there is none."""
    return None


def settrace(function, /):
    """Tracing is not there; None takes nothing away."""
    if function is not None:
        raise NotImplementedError("sys.settrace() is not supported")


def getprofile():
    """The function that profiles, of which there is none."""
    return None


def setprofile(function, /):
    """Profiling is not there; None takes nothing away."""
    if function is not None:
        raise NotImplementedError("sys.setprofile() is not supported")


def audit(event, /, *args):
    """Nobody listens."""


def addaudithook(hook, /):
    """Accepted; there are no events."""


def breakpointhook(*args, **kws):
    """What `breakpoint()` calls: the function that PYTHONBREAKPOINT names. 0 stands for none."""
    name = ""
    if not sys.flags.ignore_environment:
        import os
        name = os.environ.get("PYTHONBREAKPOINT", "")
    if name == "0":
        return None
    if not name:
        raise RuntimeError("there is no debugger pdb; PYTHONBREAKPOINT=module.function names another one")
    module, _, function = name.rpartition(".")
    try:
        hook = getattr(__import__(module or "builtins", None, None, [function]) if function else None, function)
    except (ImportError, AttributeError, ValueError):
        import warnings
        warnings.warn(f'Ignoring unimportable $PYTHONBREAKPOINT: "{name}"', RuntimeWarning, stacklevel=2)
        return None
    return hook(*args, **kws)


def call_tracing(function, args, /):
    """Calls the function."""
    return function(*args)


def _get_cpu_count_config():
    """The number of processors that `-X cpu_count` states; -1 where it states none."""
    return _options.get("cpu_count", -1)


def _is_gil_enabled():
    return True


def _clear_internal_caches():
    pass


_FUNCTIONS = {
    f.__name__: f for f in (
        getdefaultencoding, getfilesystemencoding, getfilesystemencodeerrors, is_finalizing, getsizeof,
        getswitchinterval, setswitchinterval, gettrace, settrace, getprofile, setprofile, audit, addaudithook, breakpointhook,
        call_tracing, _get_cpu_count_config, _is_gil_enabled, _clear_internal_caches,
    )
}


# What was made once and is gone, a script has taken away.
_made = set()


def names():
    """What `dir(sys)` shows."""
    known = {*sys.__dict__, *_FUNCTIONS, *_MAKERS, "__stdin__"}
    return sorted(known - (_made - sys.__dict__.keys()) - {"__getattr__", "__dir__", "_options"})


def find(name):
    """Puts what is missing into `sys` and gives it."""
    if name in _made:
        raise AttributeError(f"module 'sys' has no attribute {name!r}", name=name, obj=sys)
    if name == "__stdin__":
        value = sys.stdin
    elif name in _FUNCTIONS:
        _library.builtins("sys", _FUNCTIONS, name)
        value = _FUNCTIONS[name]
    elif name in _MAKERS:
        value = _MAKERS[name]()
    else:
        raise AttributeError(f"module 'sys' has no attribute {name!r}", name=name, obj=sys)
    sys.__dict__[name] = value
    _made.add(name)
    if name == "stdin":
        sys.__dict__["__stdin__"] = value
    return value
