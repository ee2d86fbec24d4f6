# Items, slices, sums and formats of exact builtin types give what their special methods would.

text = "0123456789"
print(text[2:5], text[-3:], text[5:2] == "", text[:] is text, text[::-1], text[8:1:-3], text[slice(None)] is text)
print("é" + text[1:3], "aé日本"[1:3], "aé日本"[::-1])

data = b"0123456789"
print(data[2:5], data[-3:], data[5:2], data[3], data[-1], data[::2], bytearray(data)[2:4])
try:
    data[10]
except IndexError as error:
    print(error)

array = bytearray(b"abc")
array[0] = 120
array[-1] = 122
array += b"more"
array += bytearray(b"!")
print(array, len(array), list(array))
for key, value in ((9, 1), (0, 256), (0, -1)):
    try:
        array[key] = value
    except (IndexError, ValueError) as error:
        print(type(error).__name__, error)

view = memoryview(array)
try:
    array += b"x"
except BufferError as error:
    print(error)
view.release()

items = [1, 2, 3]
same = items
items += (4, 5)
items += items
print(items, same is items, items[1:4], items[::-2], items + [9], max(items), min(items), max([1, 2.5, True]))
print(3 in items, 3.0 in items, True in [5, 1], items.index(4.0), [1, "1", 1.0].count(1), "b" in ("a", "b"))


class Text(str):
    def __getitem__(self, key):
        return "own"

    def __str__(self):
        return "shown"


class Numbers(list):
    def __iadd__(self, other):
        return "own"

    def __getitem__(self, key):
        return "own"


mine = Numbers([1])
print(Text("abc")[0:2], Text("abc")[::2], str(Text("abc")), mine[0:1])
mine += [2]
print(mine)

for spec in ("06d", "x", "#x", ">8", "<8", "^9", "012", "+d", ",", "b", "08.3f", ".0f", "8.2f", "%", "e"):
    print(spec, *(f"[{number:{spec}}]" for number in (0, -7, 12345)), end=" ")
    try:
        print(*(f"[{number:{spec}}]" for number in (0.5, -2.5, 1e10)))
    except ValueError as error:
        print(error)
print(f"{'item':>8}|{'item':.2}|{'item':^10s}|{'é':>3}|", f"{-0.0:.1f} {2.675:.2f} {1e22:.1f} {float('inf'):.1f}")
print("{}/{}/{!r}/{:>4}".format("a", -12, "b", 7))

print("abcabc".find("ca"), "aaab" * 20 in "aaab" * 30, ("ab" * 100 + "ac").find("ac"), "aXbXXc".split("XX"))
print(b"a\r\nb\r\n".split(b"\r\n"), "mississippi".replace("ss", "-"), "mississippi".count("ssi"))
print([*map(int.from_bytes, (b"\x00\x01", bytearray(b"\xff")))], (258).to_bytes(4, "little"), (-2).to_bytes(2, signed=True))

points = {(1, "a"): 1, (1.0, "a"): 2, (True, "b"): 3}
print(points, points[(1, "b")], (2, "a") in points)
print({1, 2, 3} & {2.0, 3, 4}, {1, 2, 3} - {2.0}, {(1, 2), (3, 4)} & {(1.0, 2.0)})
print(str(), int("12"), int(" 7 "), float("1.5"), list("ab"), tuple([1]), set([1]), bool([]), range(3), dict(), bytearray())
