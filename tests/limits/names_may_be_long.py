for letter in ("é", "日本", "aé", "_1", "a"):
    name = letter * 50000
    scope = {}
    exec(f"{name} = 1", scope)
    print(len(name), name in scope)
