from contextlib import ExitStack, closing, contextmanager, nullcontext, redirect_stdout, suppress
import io


@contextmanager
def tag(name):
    print("<" + name)
    try:
        yield name.upper()
    except ValueError as e:
        print("swallowed", e)
    finally:
        print(name + ">")


with tag("a") as t:
    print(t)
with tag("b"):
    raise ValueError("x")
with suppress(KeyError, IndexError):
    {}["k"]
with ExitStack() as stack:
    stack.enter_context(tag("c"))
    stack.callback(print, "callback")
with nullcontext(5) as n:
    print(n)
out = io.StringIO()
with redirect_stdout(out):
    print("captured")
print(repr(out.getvalue()))


@tag("decorator")
def f(): print("in f")


f()
