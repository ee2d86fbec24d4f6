# exit: 1
def find(x):
    if x > 1:
        return "found"


find(1).upper()
