def subject():
    print("subject")
    return 1, 2


match subject():
    case (3, _):
        pass
    case (1, x):
        print("x", x)
match 1, "two", *[3]:
    case a, b, c:
        print(a, b, c)
match (n := 5):
    case 5:
        print(n)


class Truth:
    def __eq__(self, other):
        print("eq", other)
        return other == 3


match Truth():
    case 1 | 2:
        pass
    case 3:
        print("matched by eq")
