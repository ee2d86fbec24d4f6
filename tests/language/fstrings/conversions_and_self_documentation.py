x, s = 5, "a'b"
print(f"{x}", f"{x!r}", f"{s!r}", f"{s!s}", f"{'é'!a}")
print(f"{x=}", f"{x = }", f"{s=}", f"{s=!s}", f"{x=:>4}", f"{x + 1=}", f"{ x }")
print(f"{x!r:>5}|{s!s:<6}|{s!r:^9}|")
print(f"{{}} {{{x}}} {{{{x}}}}", f"", f"plain", f"{x}{x}")
print(f"{(lambda y: y * 2)(x)}", f"{ {'k': x}['k'] }", f"{[i for i in range(3)]}", f"{x if x else 0}")
print(f"{'nested ' + f'{x}' + f'''{f"{x}"}'''}", F"{x}", rf"\{x}\n", fr"{x}\t", Rf"{x}")
