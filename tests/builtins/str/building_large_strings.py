s = ""
for i in range(3000):
    s += chr(97 + i % 26)
print(len(s), s[:30], s.count("abc"), s[-5:], hash(s) == hash("".join(chr(97 + i % 26) for i in range(3000))))
t = "é" * 1000 + "x" + "日" * 1000
print(len(t), t.index("x"), t[999:1002], t.replace("é", "e").count("e"), t[::500], t.rfind("é"), len(t.encode()))
u = "".join(f"{i}," for i in range(500)).rstrip(",").split(",")
print(len(u), sum(map(int, u)), "-".join(u[:5]), ("ab" * 1000).find("ba", 1500), ("x" * 10000 + "y").index("y"))
lines = "\n".join(f"line {i}" for i in range(100)).splitlines()
print(len(lines), lines[-1], max(lines, key=len), "a" * 50 in "a" * 49, ("ab" * 30).replace("ab", "c", 3)[:6])
