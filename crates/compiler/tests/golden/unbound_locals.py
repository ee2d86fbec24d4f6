def f(x):
    if x:
        y = 1
    print(y)
    print(y)
    try:
        z = x()
    except E as e:
        print(e)
    print(z, e)
