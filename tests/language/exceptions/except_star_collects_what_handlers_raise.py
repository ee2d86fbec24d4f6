try:
    try:
        raise ExceptionGroup("g", [ValueError(1), KeyError(2), TypeError(3)])
    except* ValueError:
        raise RuntimeError("from the handler")
    except* KeyError as g:
        raise
except ExceptionGroup as error:
    print(repr(error))
    print(repr(error.exceptions[0].__context__))
try:
    try:
        raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError:
        raise KeyError("only one")
except Exception as error:
    print(repr(error))
try:
    try:
        raise ExceptionGroup("g", [ValueError(1), ValueError(2)])
    except* ValueError as g:
        raise g.exceptions[0]
except BaseException as error:
    print(repr(error))
try:
    try:
        raise ValueError(1)
    except* ExceptionGroup:
        pass
except TypeError as error:
    print(error)
for i in range(2):
    try:
        raise ExceptionGroup("g", [ValueError(i)])
    except* ValueError:
        x = i
print(x)
try:
    pass
except* ValueError:
    print("never")
else:
    print("else without exception")
