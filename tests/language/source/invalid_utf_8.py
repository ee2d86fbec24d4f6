# exit: 1
print("a")
x = "ÿ"
