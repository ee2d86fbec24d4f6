def gen(n):
    print("started")
    for i in range(n):
        print("about to yield", i)
        yield i
    print("finished")


g = gen(2)
print("made")
print(next(g))
print(next(g))
print(next(g, "exhausted"))
print(next(g, "still exhausted"), iter(g) is g, type(g).__name__, g.__name__)
print(list(gen(0)))
