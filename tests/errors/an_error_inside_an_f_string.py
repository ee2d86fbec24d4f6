# exit: 1
name = "x"
values = {"a": 1}
print(f"{name!r:>5} {values['b']:>3}")
