# Deep copies keep what is shared shared, and cycles cycles; the memo is the caller's.
import copy

shared = [1]
whole = {"a": shared, "b": (shared, 2), (1, 2): {"c": shared}}
made = copy.deepcopy(whole)
print(made == whole, made is whole, made["a"] is made["b"][0] is made[1, 2]["c"], made["a"] is shared)

circle = [1]
circle.append(circle)
made = copy.deepcopy(circle)
print(made[1] is made, made is circle)
pair = ([],)
pair[0].append(pair)
made = copy.deepcopy(pair)
print(made[0][0] is made, made is pair)
plain = (1, "a", (2.5, None, True))
print(copy.deepcopy(plain) is plain, copy.copy(plain) is plain)


class Kept:
    def __init__(self, parts):
        self.parts = parts

    def __deepcopy__(self, memo):
        print("own", type(memo).__name__)
        return Kept(copy.deepcopy(self.parts, memo))


class Lists(list):
    pass


held = [shared, Kept(shared), Lists([shared]), {1, 2}, bytearray(b"ab"), len]
made = copy.deepcopy(held)
print(made[0] is made[1].parts is made[2][0], type(made[2]).__name__, made[3:], made[5] is len)
memo = {}
made = copy.deepcopy(whole, memo)
print(len(memo), memo[id(shared)] is made["a"], [type(kept).__name__ for kept in memo[id(memo)]])
memo = {id(shared): "other"}
print(copy.deepcopy([shared, shared], memo))
for value in ([1, [2]], {"a": [1]}, (1, [2]), "text", 5, None, 2.5, {1}, bytearray(b"x"), b"x", int, len, ..., NotImplemented):
    made = copy.copy(value)
    print(made == value, made is value, end="; ")
print()


class Changes:
    def __init__(self, of):
        self.of = of

    def __deepcopy__(self, memo):
        self.of[len(self.of)] = 1
        return self


growing = {}
growing[0] = Changes(growing)
try:
    copy.deepcopy(growing)
except RuntimeError as error:
    print(error)


class Memo(dict):
    pass


print(copy.deepcopy([shared, shared], Memo()))
