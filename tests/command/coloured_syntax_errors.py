# env: PYTHON_COLORS=1
# exit: 1
print(1)
x = = 2
