g = ExceptionGroup("group", [ValueError(1), ExceptionGroup("inner", [KeyError("k"), OSError(2, "two")])])
print(repr(g))
print(str(g), g.message, g.exceptions[0], len(g.exceptions), g.args)
match, rest = g.split(ValueError)
print(repr(match), repr(rest))
print(repr(g.subgroup(KeyError)), g.subgroup(TypeError))
print(repr(g.subgroup(lambda e: isinstance(e, OSError))))
print(g.split((KeyError, ValueError)))
print(repr(g.derive([TypeError()])))
print(isinstance(g, Exception), type(BaseExceptionGroup("b", [ValueError()])).__name__,
      type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)
for args in (("m", []), ("m", 5), ("m", [5]), (5, [ValueError()]), ("m",), ("m", [KeyboardInterrupt()])):
    try:
        print(repr(ExceptionGroup(*args)))
    except Exception as error:
        print(type(error).__name__, error)


class Mine(ExceptionGroup):
    def derive(self, excs): return Mine(self.message, excs)


m = Mine("mine", [ValueError(), KeyError()])
m.add_note("noted")
a, b = m.split(KeyError)
print(type(a).__name__, type(b).__name__, a.__notes__, a.message)
