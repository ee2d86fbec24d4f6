s = "abcdefgh"
print(s[0], s[-1], s[1:3], s[:2], s[-2:], s[::2], s[::-1], s[5:1:-2], s[10:], s[:])


class Show:
    def __getitem__(self, key):
        return key


show = Show()
print(show[1], show[1, 2], show[1:2], show[:, ::2], show[...], show[1:2, 3], show[()])
print(show["a":"b":None], show[slice(1, 2)] == show[1:2])
print(show[*[1, 2], 3], show[(yes := 5)], yes)
items = list(range(6))
items[1:3] = "xyz"
print(items)
items[::3] = [0, 0, 0]
print(items)
items[2:2] = [7, 7]
items[-1:] = []
print(items)
try:
    items[::2] = [1]
except ValueError as error:
    print(error)
