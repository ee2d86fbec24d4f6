# The same place in the code looks a method up on a class and on an instance of it.
for thing in (str, ", ", str, "-"):
    method = thing.join
    print(method(",", ["a", "b"]) if thing is str else method(["a", "b"]))

for thing in (list, [1]):
    print(thing.copy([2]) if thing is list else thing.copy())
