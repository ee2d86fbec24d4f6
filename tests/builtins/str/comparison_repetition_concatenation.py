print("a" < "b", "a" < "B", "abc" < "abd", "abc" < "abcd", "" < "a", "é" > "z", "Z" < "a", "😀" > "\uffff", "a" == "a", "a" != "b")
print("ab" * 3, 3 * "ab", "x" * 0, "x" * -1, "a" + "b" + "", "a" "b", "abc" * True)
s = ""
for i in range(5):
    s += str(i)
    t = s
print(s, t is s, hash("abc") == hash("ab" + "c"))
s = "base"
u = s
s += "!"
print(u, s, sorted("hello"), "".join(sorted(set("banana"))), max("hello"), list(enumerate("ab")), list(reversed("abc")), "b" in "abc")
try:
    "a" * (2**62)
except (MemoryError, OverflowError) as error:
    print(type(error).__name__)
