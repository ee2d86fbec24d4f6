print(int | str, (int | None).__args__, isinstance(1, int | None), int | int == int, list[int] | None)
print(int | str == str | int, type(int | str).__name__, {int | str: 1}[str | int])
try:
    int | 5
except TypeError as error:
    print(error)
try:
    isinstance(1, list[int])
except TypeError as error:
    print(error)
try:
    (int | str)()
except TypeError as error:
    print(error)
