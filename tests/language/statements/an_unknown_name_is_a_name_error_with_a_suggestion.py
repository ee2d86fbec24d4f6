def f():
    apple_count = 1
    return aple_count


for attempt in (f, lambda: totally_unknown, lambda: pritn, lambda: Excepton):
    try:
        attempt()
    except NameError as error:
        print(error, "|", error.name)
