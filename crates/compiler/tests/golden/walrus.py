def f(x):
    if (n := len(x)) > 10:
        print(n)
    y = x + (x := 2)
    return [last := i for i in x], last
