if True:
    print("last line")