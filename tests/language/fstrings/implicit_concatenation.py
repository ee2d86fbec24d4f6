x = 1
print("a" f"{x}" "b{x}" f"{{c}}" r"\d" rf"\{x}")
print(f"{x}" "{" f"}}")
print("%s" f"{x}" % "old")
print((f"one {x} "
       f"two {x}"))
