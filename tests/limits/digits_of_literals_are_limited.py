import sys


def refusal(source):
    try:
        compile(source, "text", "exec")
    except SyntaxError as error:
        return f"{error} | {error.lineno} {error.offset} {error.end_lineno} {error.end_offset}"
    return "accepted"


print(refusal("x = 1\ny = (2, " + "1" * 5000 + ")"))
print(refusal("1_" * 4300 + "1"))
print(refusal("1" * 4300), refusal("0x" + "1" * 5000), refusal("0" * 5000), refusal("1" * 5000 + ".5"))
print(refusal("1" * 3_000_000))
sys.set_int_max_str_digits(640)
print(refusal("1" * 641))
sys.set_int_max_str_digits(0)
print(refusal("1" * 5000), eval("-" + "1" * 200_000) % 1_000_003, eval("1" * 5000) == int("1" * 5000))
