for spec in ("", "s", "10", "<10", ">10", "^10", "*^10", ".2", "10.2", "^7.3s", "é>6", "05", "=<5" if False else "<5"):
    print(f"[{'abcd':{spec}}]", f"[{'日本':{spec}}]")
for spec in ("d", "+", "=5", ",", "#", "_s", "z", ".2x"):
    try:
        print(f"{'abc':{spec}}")
    except ValueError as error:
        print(spec, error)
for value in (None, [], {}, (), object, b"x"):
    try:
        print(f"{value:>10}")
    except TypeError as error:
        print(error)
print(f"{True:>6}|{True}|{True:s}" if False else f"{True:>6}|{True}")
