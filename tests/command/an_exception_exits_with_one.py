# exit: 1
print("out")
raise KeyError("uncaught")
