"""How futures, tasks and handles are shown."""

import _asyncio

__all__ = ()

# The futures that are being shown.
_open = set()


def _once(show):
    """A future that is part of itself, as tasks are that wait for each other, is shown once."""
    def guarded(future):
        key = id(future)
        if key in _open:
            return "..."
        _open.add(key)
        try:
            return show(future)
        finally:
            _open.discard(key)
    return guarded


@_once
def future_repr(future):
    """A future: its state, its outcome, and who waits."""
    return f"<{type(future).__name__} {' '.join(_about(future))}>"


@_once
def task_repr(task):
    """A task: as a future, with its name, its coroutine and what it waits for."""
    about = _about(task)
    if task.cancelling() and not task.done():
        about[0] = "cancelling"
    inner = []
    if task._coro is not None:
        inner.append(f"coro=<{describe_coroutine(task._coro)}>")
    if task._fut_waiter is not None:
        inner.append(f"wait_for={task._fut_waiter!r}")
    return f"<{type(task).__name__} {' '.join([about[0], f'name={task.get_name()!r}', *inner, *about[1:]])}>"


def handle_repr(handle):
    """A handle: its function, and the time of a timer; in debug mode its arguments, and where it was made."""
    about = [type(handle).__name__]
    if handle.cancelled():
        about.append("cancelled")
    if isinstance(handle, _asyncio.TimerHandle):
        about.append(f"when={handle.when()}")
    if handle._callback is not None:
        about.append(describe_callback(handle))
    about += _made_at(handle)
    return f"<{' '.join(about)}>"


def describe_callback(handle):
    """The call that a handle stands for; in debug mode with its arguments."""
    return describe_call(handle._callback, handle._args if handle._loop.get_debug() else None)


def report_slow(done, seconds):
    """Tells of a callback or a step of a task that took long."""
    task = getattr(getattr(done, "_callback", None), "__self__", None)
    shown = repr(task) if isinstance(task, _asyncio.Task) else str(done)
    from .log import report
    report(f"Executing {shown} took {seconds:.3f} seconds", level="warning")


def _made_at(made):
    if not made._source_traceback:
        return []
    frame = made._source_traceback[-1]
    return [f"created at {frame[0]}:{frame[1]}"]


def _about(future):
    about = [future._state.lower()]
    if future._state == "FINISHED":
        if future._exception is not None:
            about.append(f"exception={future._exception!r}")
        else:
            about.append(f"result={future._result!r}")
    callbacks = future._callbacks
    if callbacks:
        shown = [_describe_waiter(callback) for callback, _ in callbacks]
        if len(shown) > 2:
            shown[1:-1] = [f"<{len(shown) - 2} more>"]
        about.append(f"cb=[{', '.join(shown)}]")
    return about + _made_at(future)


def _describe_waiter(callback):
    if isinstance(callback, _asyncio.Task):
        return "Task.task_wakeup()"
    if isinstance(callback, _asyncio.Future):
        return "gather.<locals>._done_callback()"
    return describe_call(callback)


def describe_call(function, args=None):
    """A function as if it were called, with arguments if they are given, and where it begins."""
    calls = "()" if args is None else _describe_args(args, {})
    while hasattr(function, "func") and hasattr(function, "keywords"):
        calls = ("()" if args is None else _describe_args(function.args, function.keywords)) + calls
        function = function.func
    name = getattr(function, "__qualname__", None) or getattr(function, "__name__", None) or repr(function)
    shown = name + calls
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    if type(function) is not _Function:
        return shown
    code = function.__code__
    return f"{shown} at {code.co_filename}:{code.co_firstlineno}"


_Function = type(describe_call)


def _describe_args(args, keywords):
    shown = [repr(arg) for arg in args] + [f"{name}={value!r}" for name, value in keywords.items()]
    return f"({', '.join(shown)})"


def describe_coroutine(coro):
    """A coroutine's name, and where it is."""
    name = getattr(coro, "__qualname__", None) or getattr(coro, "__name__", None)
    name = f"{name or f'<{type(coro).__name__} without __name__>'}()"
    code = getattr(coro, "cr_code", None) or getattr(coro, "gi_code", None)
    if code is None:
        running = getattr(coro, "cr_running", False) or getattr(coro, "gi_running", False)
        return f"{name} running" if running else name
    file = code.co_filename or "<empty co_filename>"
    frame = getattr(coro, "cr_frame", None) or getattr(coro, "gi_frame", None)
    if frame is not None:
        return f"{name} running at {file}:{frame.f_lineno}"
    return f"{name} done, defined at {file}:{code.co_firstlineno}"


def task_stack(task, limit):
    """The frames of a task, at most limit."""
    coro = task._coro
    frame = getattr(coro, "cr_frame", None) or getattr(coro, "gi_frame", None) or getattr(coro, "ag_frame", None)
    frames = []
    if frame is not None:
        while frame is not None and (limit is None or len(frames) < limit):
            frames.append(frame)
            frame = frame.f_back
        frames.reverse()
    elif task._exception is not None:
        trace = task._exception.__traceback__
        while trace is not None and (limit is None or len(frames) < limit):
            frames.append(trace.tb_frame)
            trace = trace.tb_next
    return frames


def print_task_stack(task, limit, file):
    """Print the frames of a task."""
    import linecache
    import traceback
    entries = []
    for frame in task_stack(task, limit):
        code = frame.f_code
        linecache.checkcache(code.co_filename)
        line = linecache.getline(code.co_filename, frame.f_lineno, frame.f_globals)
        entries.append((code.co_filename, frame.f_lineno, code.co_name, line))
    exception = task._exception
    if not entries:
        print(f"No stack for {task!r}", file=file)
    elif exception is not None:
        print(f"Traceback for {task!r} (most recent call last):", file=file)
    else:
        print(f"Stack for {task!r} (most recent call last):", file=file)
    traceback.print_list(entries, file=file)
    if exception is not None:
        for line in traceback.format_exception_only(exception.__class__, exception):
            print(line, file=file, end="")
