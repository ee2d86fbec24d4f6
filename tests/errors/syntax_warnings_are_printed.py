x = 5
print(x is 5)
print("\d")
assert (x, "always true")
if not x is 1:
    pass
y = not x is "a"
y = not (x is 1 is x)
