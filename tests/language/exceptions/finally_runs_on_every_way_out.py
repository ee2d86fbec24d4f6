def f(way):
    try:
        if way == "return":
            return "returned"
        if way == "raise":
            raise ValueError("raised")
        if way == "fall":
            pass
    finally:
        print("finally", way)
    return "after"


for way in ("return", "fall", "raise"):
    try:
        print(f(way))
    except ValueError as error:
        print("caught", error)
for i in range(4):
    try:
        if i == 1:
            continue
        if i == 3:
            break
        print("body", i)
    finally:
        print("finally", i)
else:
    print("never")
