def f(x):
    match x:
        case 0:
            return "zero"
        case 1.5:
            return "float"
        case -3:
            return "minus three"
        case 2 + 3j:
            return "complex"
        case "text" 'joined':
            return "string"
        case b"bytes":
            return "bytes"
        case None:
            return "none"
        case True:
            return "true"
        case _:
            return "default"


for x in (0, 0.0, False, 1.5, -3, 2 + 3j, "textjoined", b"bytes", None, True, 1, [], "b"):
    print(repr(x), f(x))
