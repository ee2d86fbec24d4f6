"""Runs the tests of one file for `taipan test`, and writes a record of each to standard output."""

import fnmatch
import io
import os
import sys
import time
import traceback


class _Run:
    """What was asked for, and where records go."""

    def __init__(self, arguments):
        self.file = arguments[0]
        self.filters, self.switches, self.only = [], set(), None
        rest = iter(arguments[1:])
        for word in rest:
            if word == "--filter":
                self.filters.append(next(rest))
            elif word == "--only":
                self.only = next(rest)
            else:
                self.switches.add(word.removeprefix("--"))
        # Records have a descriptor of their own: what tests write to the first one goes where errors go.
        self.out = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)

    def wants(self, name):
        """Whether a test of this name is to run."""
        if self.only is not None and self.only != name and not name.startswith(self.only + "."):
            return False
        return not self.filters or any(
            fnmatch.fnmatchcase(name, pattern) if "*" in pattern else pattern in name for pattern in self.filters
        )

    def record(self, outcome, name, seconds=0.0, details="", output=""):
        """Writes what came of a test."""
        if output and outcome == "failed":
            details += "output:\n" + output
        if "json" in self.switches:
            import json
            facts = {"file": self.file, "test": name, "outcome": outcome, "seconds": round(seconds, 6), "details": details}
            details = json.dumps(facts) + "\n"
        data = details.encode("utf-8", "backslashreplace")
        self.out.write(f"{outcome} {seconds:.6f} {len(data)} {name}\n".encode())
        self.out.write(data)
        self.out.flush()

    def run(self, name, test):
        """Runs one test."""
        begun = time.perf_counter()
        captured = io.StringIO()
        streams = sys.stdout, sys.stderr
        before = _descriptors() if "leaks" in self.switches else {}
        sys.stdout = sys.stderr = captured
        details, left = "", []
        try:
            result = test()
            if hasattr(result, "__await__"):
                left = self._run_async(result)
        except (Exception, SystemExit, KeyboardInterrupt) as error:
            details = _shown(error)
            if isinstance(error, KeyboardInterrupt):
                raise
        finally:
            sys.stdout, sys.stderr = streams
            seconds = time.perf_counter() - begun
        if "leaks" in self.switches:
            import gc
            result = None
            gc.collect()
            left += [f"descriptor of {what}" for number, what in _descriptors().items() if number not in before]
            if left and not details:
                details = "left behind:\n" + "".join(f"  {what}\n" for what in left)
        self.record("failed" if details else "passed", name, seconds, details, captured.getvalue())

    def _run_async(self, awaitable):
        """Runs an awaitable in a loop of its own; gives the tasks that go on after it, in words."""
        import asyncio

        async def main():
            await awaitable
            own = asyncio.current_task()
            left = (task for task in asyncio.all_tasks() if task is not own)
            return sorted(f"task {task.get_name()}: {task.get_coro().__qualname__}()" for task in left)

        factory = None
        if "virtual-time" in self.switches:
            factory = lambda: asyncio.EventLoop(virtual_time=True)
        with asyncio.Runner(loop_factory=factory) as runner:
            return runner.run(main())


def _descriptors():
    """The descriptors that are open, and what they lead to."""
    found = {}
    folder = "/proc/self/fd"
    if os.path.isdir(folder):
        for number in os.listdir(folder):
            try:
                found[int(number)] = os.readlink(f"{folder}/{number}")
            except OSError:
                # It was that of the folder.
                pass
    return found


def _shown(error):
    """An exception with the part of its traceback that is the test's."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename.startswith("<"):
        trace = trace.tb_next
    return "".join(traceback.format_exception(type(error), error, trace))


def _named(file):
    """The folder to import from, and the name under which a file is a module."""
    folder, base = os.path.split(os.path.abspath(file))
    name = base.removesuffix(".py")
    while os.path.exists(os.path.join(folder, "__init__.py")):
        folder, package = os.path.split(folder)
        name = f"{package}.{name}"
    return folder, name


def _load(file):
    """Runs a file as a module."""
    folder, name = _named(file)
    sys.path[:0] = [folder] if folder == os.getcwd() else [folder, os.getcwd()]
    import importlib.util
    package = name.rpartition(".")[0]
    if package:
        __import__(package)
    spec = importlib.util.spec_from_file_location(name, os.path.abspath(file))
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _tests(module):
    """The names of tests, each with a function that runs it, in the order in which they stand."""
    for name, value in list(vars(module).items()):
        if getattr(value, "__module__", module.__name__) != module.__name__:
            continue
        if name.startswith("test_") and callable(value):
            yield name, value
        elif name.startswith("Test") and isinstance(value, type):
            for method in vars(value):
                if method.startswith("test_") and callable(getattr(value, method)):
                    yield f"{name}.{method}", lambda value=value, method=method: getattr(value(), method)()


def main():
    """Runs the tests of the file that the command line names."""
    run = _Run(sys.argv[1:])
    captured = io.StringIO()
    streams = sys.stdout, sys.stderr
    sys.stdout = sys.stderr = captured
    try:
        module = _load(run.file)
    except BaseException as error:
        sys.stdout, sys.stderr = streams
        details = _shown(error)
        if isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] in ("unittest", "pytest"):
            details = f"there is no module {error.name} yet: tests are functions test_*, async ones too\n"
        run.record("failed", "(import)", details=details, output=captured.getvalue())
    else:
        sys.stdout, sys.stderr = streams
        for name, test in _tests(module):
            if run.wants(name):
                run.run(name, test)
    run.out.write(b"done 0 0 -\n")
    run.out.flush()
