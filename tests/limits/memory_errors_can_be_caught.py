for f in (lambda: "a" * 10**15, lambda: [0] * 10**15, lambda: b"x" * 10**15, lambda: bytearray(10**15), lambda: 1 << 10**15 if False else "a" * 10**15, lambda: (0,) * 10**16):
    try:
        f()
        print("allocated")
    except (MemoryError, OverflowError) as error:
        print(type(error).__name__)
print("still running")
