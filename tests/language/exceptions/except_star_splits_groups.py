def run(error):
    try:
        raise error
    except* ValueError as group:
        print("values", repr(group))
    except* (KeyError, OSError) as group:
        print("lookups", repr(group))
    else:
        print("else")
    finally:
        print("finally")


run(ExceptionGroup("g", [ValueError(1), KeyError(2)]))
run(ValueError("bare"))
run(ExceptionGroup("g", [ExceptionGroup("inner", [ValueError(1)]), ValueError(2)]))
try:
    run(ExceptionGroup("g", [ValueError(1), TypeError("left over")]))
except ExceptionGroup as rest:
    print("rest", repr(rest))
try:
    run(TypeError("not matched"))
except TypeError as error:
    print("passed on", repr(error))
