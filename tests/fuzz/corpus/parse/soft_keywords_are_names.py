match = case = type = _ = 1
match(case); match[type]; match.case; match * type; match -type; type(match); type = match; print(_, type, case)
type X = int; type Y[T] = X; type[0]; type * 2
match match:
    case case: type type = match
match (a, b), c: 
    case _: _
match -a:
    case -1: pass
