names = [f"p{i}" for i in range(300)]
namespace = {}
exec(f"def f({', '.join(names)}): return p0, p150, p299, len(locals())", namespace)
print(namespace["f"](*range(300)))
print(eval(f"(lambda *a: len(a))({', '.join('1' for _ in range(1000))})"))
print(eval(f"(lambda **k: len(k))({', '.join(n + '=1' for n in names)})"))
print(len(eval(f"[{', '.join('x' for _ in range(2000))}]", {"x": 1})))
print(len(eval("{%s}" % ", ".join(f"{i}: {i}" for i in range(1500)))))
print(eval("+".join(["1"] * 500)))
