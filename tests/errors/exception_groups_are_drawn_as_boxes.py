# exit: 1
def fail(x):
    raise ValueError(x)


errors = []
for x in (1, 2):
    try:
        fail(x)
    except ValueError as error:
        errors.append(error)
inner = ExceptionGroup("inner", [KeyError("k"), TypeError("t")])
inner.add_note("a note")
raise ExceptionGroup("several", [*errors, inner])
