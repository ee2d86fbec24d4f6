import contextvars
from contextvars import Context, ContextVar, Token, copy_context
import re


def shown(text):
    return re.sub(r"0x[0-9a-f]+", "0x", str(text))


def attempt(f):
    try:
        print(shown(f()))
    except BaseException as error:
        print(type(error).__name__, shown(error))


v = ContextVar("v")
w = ContextVar("w", default=[1])
print(shown(v), shown(w), v.name, ContextVar.__module__, contextvars.__all__)
attempt(lambda: v.get())
print(v.get("nothing"), w.get(), w.get("given"))
token = v.set(1)
print(shown(token), token.old_value, token.var is v, token.old_value is Token.MISSING)
second = v.set(2)
print(second.old_value, v.get())
v.reset(second)
print(v.get(), shown(second))
attempt(lambda: v.reset(second))
attempt(lambda: w.reset(token))
attempt(lambda: v.reset("token"))
attempt(lambda: Context().run(v.reset, token))

copy = copy_context()
print(len(copy), list(copy) == [v], list(copy.keys()) == [v], list(copy.values()), shown(list(copy.items())))
v.set("later")
print(copy[v], copy.get(v), v in copy, w in copy, copy.get(w), copy.get(w, "no"))
attempt(lambda: copy[w])
attempt(lambda: copy["v"])
attempt(lambda: "v" in copy)
attempt(lambda: copy.run(lambda: copy.run(print)))
attempt(lambda: copy.run())
print(copy.run(v.get), copy.run(lambda a, *, b: (a, b, v.set("inside")) and v.get(), 1, b=2), copy[v], v.get())
again = copy.copy()
print(again == copy, again is copy, again != Context(), Context() == Context(), again == {})
again.run(v.set, "again")
print(again == copy, copy[v], again[v])
iterator = iter(again.items())
again.run(w.set, "during")
print(len(list(iterator)), len(again))

attempt(lambda: Token())
attempt(lambda: Context(1))
attempt(lambda: ContextVar(1))
attempt(lambda: ContextVar("q", defaul=3))
attempt(lambda: hash(Context()))
attempt(lambda: hash(token))
attempt(lambda: type("Derived", (ContextVar,), {}))
attempt(lambda: type("Derived", (Context,), {}))
print(ContextVar[int], Token[int], ContextVar("q", default=None).get())


def steps():
    while True:
        yield v.get()


g = steps()
print(next(g), copy.run(next, g), again.run(next, g))
many = [ContextVar(f"var{n}") for n in range(100)]
inner = Context()
tokens = inner.run(lambda: [var.set(n) for n, var in enumerate(many)])
snapshot = inner.copy()
inner.run(lambda: [var.reset(token) for var, token in zip(many[::2], tokens[::2])])
print(len(inner), len(snapshot), sum(inner.values()), sum(snapshot.values()), sum(snapshot[var] for var in many))
