pairs = [(1, "a"), ([], ()), (None, 0), ({}, {}), (1j, 2j), (object(), 1), ("a", b"a"), ({1}, [1])]
for a, b in pairs:
    try:
        a < b
    except TypeError as error:
        print(error)
try:
    [1, "a"] >= [1, 2]
except TypeError as error:
    print(error)
try:
    sorted([3, None])
except TypeError as error:
    print(error)
print(1 == "1", [] == (), None == 0, "a" != b"a")
