import sys

print(1, "two", 3.0, None, sep="-", end="!\n")
print()
print("a", "b", sep="")
print(*range(5), sep=", ")
print("to stderr", file=sys.stderr)
print("flushed", flush=True)
print(sep="x", end="")


class Sink:
    def __init__(self):
        self.parts = []

    def write(self, text):
        self.parts.append(text)


sink = Sink()
print("a", 1, file=sink)
print(sink.parts)
for bad in ({"sep": 1}, {"end": b""}, {"foo": 2}):
    try:
        print(1, 2, **bad)
    except TypeError as error:
        print(error)
