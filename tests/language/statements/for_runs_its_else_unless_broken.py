for x in range(3):
    if x == 7:
        break
else:
    print("no break, x is", x)
for x in "abc":
    if x == "b":
        break
else:
    print("never")
print(x)
for x in []:
    pass
else:
    print("empty, x is still", x)
for i in range(3):
    for j in range(3):
        if j == i:
            break
        print(i, j)
    else:
        print("inner else")
        continue
    if i == 2:
        print("outer break")
        break
else:
    print("never")
