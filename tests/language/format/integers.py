for spec in ("", "d", "5d", "<5d", "^5d", ">5d", "=5d", "05d", "+d", " d", "-d", "+05d", "x", "X", "#x", "#X", "o", "#o", "b", "#b",
             "#010b", "08x", ",", "_", "010,", "_x", "_b", "c", "e", ".2f", "%", "n", "*^9", "*=+7d", "z.1f", "g", ".3e", "12_", "#010_x"):
    print(f"{spec!r}: {65:{spec}}|", end=" ")
    try:
        print(f"{-1234567:{spec}}|")
    except (OverflowError, ValueError) as error:
        print(error)
for value in (0, 10**30, True):
    print(f"{value:,} {value:_} {value:d} {value:>40}")
for spec in ("s", ".3d", "y", ",_", "_,", ",x", "5.5.5", "==5d", "+s", "c,", "+c", "0.", "ll", " ,c", ".c"):
    try:
        print(f"{5:{spec}}")
    except ValueError as error:
        print(spec, error)
try:
    f"{-1:c}"
except OverflowError as error:
    print(error)
