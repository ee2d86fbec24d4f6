for number in range(-12, 12):
    one = {number}
    one.add(number - 1)
    assert number in one and len(one | {number + 1, number}) == 3
print("fine")
