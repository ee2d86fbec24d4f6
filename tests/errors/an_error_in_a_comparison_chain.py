# exit: 1
a, b, c = 1, "x", 3
print(a < 2 < b < c)
