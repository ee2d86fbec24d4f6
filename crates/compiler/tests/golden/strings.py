def f(a, width):
    return f"{a}", f"{a!r:>{width}} and {a:.2f}!", f"x"
