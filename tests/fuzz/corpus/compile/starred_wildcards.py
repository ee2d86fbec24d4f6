match a:
    case [_, *_]: b
    case [*_, _]: b
    case (*_,): b
    case [_, *_, _] | [_]: b
    case {'c': _, **d}: b
    case E(_, f=_): b
    case ([*a] | (_, *a)) as b: c
    case A(b=c, d=E(_, _)): e
    case _: b
