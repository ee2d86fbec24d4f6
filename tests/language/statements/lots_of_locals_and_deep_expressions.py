def many():
    a1 = a2 = a3 = a4 = a5 = 1
    b1, b2, b3, b4, b5 = range(5)
    c = {k: v for k, v in zip("abc", (a1, a2, a3))}
    d = [[b1, b2], [b3, [b4, [b5]]]]
    e = ((((a1 + b2) * (a3 + b4)) - ((a5 - b1) / (b3 or 1))) ** 2) % 7
    f = f"{a1}{b2!r:>{b3 + 2}}{c['a']:03d}{d[1][1][1][0]}"
    g = [x + y + z for x in d[0] for y in (1, 2) if y > 1 for z in [x * y]]
    return locals()


for k, v in many().items():
    print(k, v, end="; ")
print()
scope = {}
lines = [f"    v{i} = v{i - 1} + {i}" for i in range(1, 400)]
exec("def big():\n    v0 = 0\n" + "\n".join(lines) + "\n    return v399, len(locals())", scope)
print(scope["big"]())
print(eval("(" * 80 + "1" + " + 1)" * 80), eval("[" + ",".join(f"({i}, [{i}], {{{i}: {i}}})" for i in range(300)) + "]")[299])
exec("if True:\n  x = [" + ", ".join(map(str, range(1000))) + "]\n  print(sum(x))")
exec("def jumps(n):\n  while n:\n    n -= 1\n" + "    if n == 3: continue\n    n = n + 0\n" * 400 + "  return 'far jump'\nprint(jumps(5))")
