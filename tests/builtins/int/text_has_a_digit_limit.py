import sys

print(sys.get_int_max_str_digits())
for f in (lambda: str(10**5000), lambda: int("1" * 5000), lambda: f"{10**4300}", lambda: len(hex(10**5000))):
    try:
        print(f())
    except ValueError as error:
        print(error)
