match a, *b:
    case 0 | -1 | 1.5 - 2j | 'a' 'b' | b'c' | None | True: pass
    case [x, *_, y] | (x, y) if x: pass
    case {'k': v, **rest} | {1: v, **rest}: pass
    case Point(x=0, y=(1 | 2) as y) | mod.Line(_, [0, y]): pass
    case (((1))) as y: pass
    case x,: pass
    case []: pass
    case _: pass
