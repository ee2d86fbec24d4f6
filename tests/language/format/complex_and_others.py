for spec in ("", ".2f", "g", "e", "+.1f", ">20", "^20.1f", ",.1f"):
    print(f"{1234.5 + 2j:{spec}}|{-1.5j:{spec}}")
for spec in ("05", "=10", "%", "d"):
    try:
        f"{1j:{spec}}"
    except ValueError as error:
        print(error)
print(format(5), format(5, "03"), format("x", "^5"), format(1.5, ".3f"), format([1, 2]), format(None, ""), format(True, "d"))
