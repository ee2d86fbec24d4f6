# memory: 250000
# oracle: CPython has no limit of its own here
def attempt(make):
    try:
        exec(make())
    except (MemoryError, SyntaxError):
        print("ended")


attempt(lambda: "a b" * 1_500_000)
attempt(lambda: "f(" + "a=1," * 50_000 + "b c")
print("on")
