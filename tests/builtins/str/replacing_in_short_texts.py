# Replacing one character and several, with longer and shorter text, in ASCII and beyond.
for text in ("ab cd ef gh", "aaaa", "", "é à é", "日本語日本", "x" * 40 + "y", "\ud800a\ud800", "a" * 5000):
    for old in ("a", "aa", "c", "é", "日本", "x", "", "\ud800", "nothing"):
        for new in ("", "X", "é", "longer text", "\ud800", old):
            shown = [text.replace(old, new), text.replace(old, new, 1), text.replace(old, new, 0), text.replace(old, new, 3)]
            print(*[f"{len(found)} {ascii(found[:20])} {found.isascii()} {found.count(new or 'z')}" for found in shown])


class Text(str):
    pass


print(type(Text("a b").replace("c", "d")), type(Text("a b").replace("a", "b")), "a".replace("a", "") == "")
print("ab cd".find("cd"), "ab cd".find("c", 4), "ab".find(""), "é cd".find("d"), "ab" * 20 + "x" == ("ab" * 20 + "x").upper().lower())
print("aXé".upper(), "ÀB".lower(), "ab".upper(), "".upper(), b"ab".decode(), b"".decode(), b"a".decode(), "é".encode().decode())
