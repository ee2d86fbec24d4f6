def f(x):
    try:
        x()
    except* ValueError as group:
        print(group)
    except* TypeError:
        pass
