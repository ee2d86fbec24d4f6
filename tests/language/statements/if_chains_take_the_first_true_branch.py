def grade(n):
    if n >= 90:
        return "A"
    elif n >= 80:
        return "B"
    elif n >= 70:
        return "C"
    else:
        return "F"


print([grade(n) for n in (95, 85, 75, 10)])
if 0:
    print("no")
elif "":
    print("no")
elif not []:
    print("empty list is false")
if 1: print("one line"); print("two statements")
x = 5
print("odd" if x % 2 else "even", "big" if x > 10 else "medium" if x > 4 else "small")
