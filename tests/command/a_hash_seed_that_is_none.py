# env: PYTHONHASHSEED=seed
# exit: 1
print("not reached")
