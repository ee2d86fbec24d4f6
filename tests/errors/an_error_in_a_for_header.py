# exit: 1
def items():
    return None


for item in items():
    print(item)
