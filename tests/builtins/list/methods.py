a = [3, 1, 2]
a.append(4); print(a)
a.extend("ab"); print(a)
a.insert(1, "in"); a.insert(-1, "neg"); a.insert(100, "end"); print(a)
a.remove("in"); print(a, a.pop(), a.pop(0), a.pop(-2), a)
print(a.index(2), a.count(1), a.copy(), a.copy() is a)
a.reverse(); print(a)
a.clear(); print(a)
b = [5, 3, 8, 1]
b.sort(); print(b)
b.sort(reverse=True); print(b)
b.sort(key=lambda x: -x % 4); print(b)
print([1, 2] + [3], [0] * 3, 2 * [1, 2], [1, 2] == [1, 2], [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [1, 2] != (1, 2))
print([1, 2, 3].index(3, 1), [1, 2, 1].index(1, 1, 3), 2 in [1, 2], [[1], [2]][1][0], list(range(5))[1:4:2], [*"ab"])
c = [1]
c += (2, 3)
c += "x"
c *= 2
print(c, len(c), c.__len__(), bool([]), list((1, 2)), list({"a": 1}), [None] * 2)
