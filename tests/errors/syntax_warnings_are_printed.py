x = 5
print(x is 5)
print("\d")
assert (x, "always true")
