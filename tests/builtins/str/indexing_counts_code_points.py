s = "aé日😀z" * 30
print(len(s), s[1], s[2], s[3], s[-1], s[7], s[148], s[1:4], s[::-1][:5], s[3::5][:4], s[100:105], [hex(ord(c)) for c in s[:5]])
print(s.index("😀", 10), s[s.index("日", 50)], list("é😀"), "😀"[0], len("😀"), "e\u0301", len("e\u0301"), max("aé日😀"))
print("\ud800" == "\ud800", len("\ud800x"), repr("\ud800"), ascii("\udcff"), [c for c in "\ud83d\ude00"] == ["\ud83d", "\ude00"])
try:
    "\ud800".encode()
except UnicodeEncodeError as error:
    print(error)
try:
    s[500]
except IndexError as error:
    print(error)
