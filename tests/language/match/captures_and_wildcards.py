def f(x):
    match x:
        case [a, _, _, b]:
            return a, b
        case [_, second]:
            return second
        case whole:
            return "whole", whole


print(f([1, 2, 3, 4]), f((5, 6)), f("ab"), f(7))
match 5:
    case n if n > 10:
        print("big")
    case n if n > 3:
        print("guarded", n)
print(n)
match "left":
    case "no":
        pass
print("no case matched")
