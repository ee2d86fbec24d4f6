# exit: -2
print("before", flush=True)
raise KeyboardInterrupt
