print("loading shapes")
LOADED = True
