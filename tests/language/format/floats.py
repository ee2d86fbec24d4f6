values = (0.0, -0.0, 1.0, 1.5, 123456.789, 1e-5, 1e16, 1e22, 1.23456789012345e-7, float("inf"), float("-inf"), float("nan"), 1e300)
for spec in ("", "f", ".2f", ".0f", "#.0f", "e", ".3e", "E", "g", ".3g", "#g", "G", "%", ".1%", "10.2f", "<10.1f", "+.1f", " .1f", "010.2f",
             ",.2f", "_.2f", "n", "r" if False else "", ".10", "z.1f", "+", "F", ".0e", ".0g", "=+12.1f", "*^14.2e"):
    print(spec, *(f"{value:{spec}}" for value in values), sep=" | ")
for spec in ("d", "x", "c", "s", ".", ".-1f", "q", ",n", "#,.3q"):
    try:
        print(f"{1.5:{spec}}")
    except ValueError as error:
        print(spec, error)
