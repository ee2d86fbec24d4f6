match = [1, 2]
case = {"match": match}
_ = case["match"][0]
print(match, case, _)
type = lambda match: match * 2
print(type(match))
print(match [0], match
      [1])


class type:
    match = case = 3


print(type.match)
match match:
    case [case, _]:
        print("matched", case)
