match a:
    case 1 | -1 | 1.5 | 1 + 2j | -1 - 2j: pass
    case 'a' 'b' | b'c': pass
    case None | True | False: pass
    case x: pass
match a, *b:
    case _: pass
match (a):
    case x.y.z: pass
    case (x): pass
    case (x,): pass
    case (): pass
    case []: pass
    case [x]: pass
    case [x, *_, y]: pass
    case x, *y: pass
    case *x,: pass
    case {}: pass
    case {'a': x, 1: _, y.z: 2, **rest}: pass
    case {**rest}: pass
    case A(): pass
    case a.B(x, 1, y=2, z=A(q),): pass
    case (1 | 2) as x if x > 1: pass
    case [A() as x, (y as z)]: pass
match -a:
    case 1:
        match b:
            case 2: case = match
match[a]:
    case _: pass
match (a).b, c:
    case _: type X = int
