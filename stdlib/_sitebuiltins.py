"""What `help()` prints."""

import inspect
import sys


def help(*requests):
    """Prints what is known of an object; without one, asks for names until there is none."""
    if not requests:
        print("Ask for help about an object: help(print), help(str.split), help('json').")
        if sys.stdin is not None and sys.stdin.isatty():
            requests = _asked()
    for request in requests:
        if isinstance(request, str):
            try:
                request = _named(request)
            except (ImportError, AttributeError):
                print(f"No Python documentation found for {request!r}.")
                continue
        _show("\n".join(_about(request)) + "\n")


def _asked():
    """The names that are typed; an empty line or `quit` is the last."""
    print("Type a name and press Enter; an empty line goes back.")
    while True:
        try:
            name = input("help> ").strip()
        except EOFError:
            return
        if name in ("", "q", "quit", "exit"):
            return
        yield name


def _show(text):
    """Prints a text; the prompt shows it page by page."""
    prompt = sys.modules.get("_prompt")
    if prompt is None or sys.stdout is not sys.__stdout__:
        print(text, end="")
    else:
        prompt.page(text)


def _named(name):
    """The object of a dotted name: a builtin, a module, or what lies in one."""
    import builtins
    first, *rest = name.split(".")
    found = getattr(builtins, first) if hasattr(builtins, first) else __import__(first)
    for part in rest:
        try:
            found = getattr(found, part)
        except AttributeError:
            found = __import__(f"{found.__name__}.{part}", fromlist=["*"])
    return found


def _about(thing):
    name = getattr(thing, "__name__", None)
    if name is None:
        thing, name = type(thing), type(thing).__name__
    home = getattr(thing, "__module__", None)
    place = f" in module {home}" if home and not inspect.ismodule(thing) else ""
    yield f"Help on {_kind(thing)} {name}{place}:"
    yield ""
    if inspect.ismodule(thing):
        yield from _doc(thing, "")
        for member in getattr(thing, "__all__", None) or [each for each in dir(thing) if not each.startswith("_")]:
            yield "    " + _headline(member, getattr(thing, member, None))
    elif inspect.isclass(thing):
        yield f"class {_headline(name, thing)}"
        yield from _doc(thing, "    ")
        for member, value in vars(thing).items():
            if not member.startswith("_") or inspect.isroutine(value) and member in ("__init__", "__new__"):
                yield ""
                yield "    " + _headline(member, value)
                yield from _doc(value, "        ")
    else:
        yield _headline(name, thing)
        yield from _doc(thing, "    ")
    yield ""


def _kind(thing):
    if inspect.ismodule(thing):
        return "module"
    if inspect.isclass(thing):
        return "class"
    return "built-in function" if inspect.isbuiltin(thing) else "function" if inspect.isroutine(thing) else "object"


def _headline(name, thing):
    if callable(thing):
        try:
            return f"{name}{inspect.signature(thing)}"
        except (ValueError, TypeError):
            return f"{name}(...)"
    return name


def _doc(thing, indent):
    for line in (inspect.getdoc(thing) or "").splitlines():
        yield f"{indent}{line}".rstrip()
