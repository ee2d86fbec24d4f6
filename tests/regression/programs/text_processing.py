text = "It is a truth universally acknowledged, that a single man in possession of a good fortune, must be in want of a wife."


def wrap(text, width):
    line = []
    for word in text.split():
        if line and len(" ".join(line)) + 1 + len(word) > width:
            yield " ".join(line)
            line = []
        line.append(word)
    if line:
        yield " ".join(line)


for line in wrap(text, 30):
    print(f"|{line:<30}|{line:>30}|{line:^30}|")
print({c: text.count(c) for c in "aeiou"}, text.title()[:20], text.swapcase()[:10], "".join(c for c in text if c.isalpha())[:12])


def caesar(s, k):
    return "".join(chr((ord(c) - (65 if c.isupper() else 97) + k) % 26 + (65 if c.isupper() else 97)) if c.isalpha() else c for c in s)


secret = caesar("Hello, World!", 3)
print(secret, caesar(secret, -3))


def roman(n):
    out = ""
    for value, numeral in zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1), "M CM D CD C XC L XL X IX V IV I".split()):
        while n >= value:
            out, n = out + numeral, n - value
    return out


print([roman(n) for n in (4, 9, 14, 1994, 2024)])


def rle(s):
    out, i = [], 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out.append((s[i], j - i))
        i = j
    return out


print(rle("aaabccdd"), "".join(c * n for c, n in rle("aaab")), "".join(f"{c}{n}" for c, n in rle("zzz")))
table = [("name", "qty", "price"), ("apple", 3, 1.5), ("kiwi", 12, 0.25)]
widths = [max(len(str(row[i])) for row in table) for i in range(3)]
for row in table:
    print(" | ".join(f"{str(cell):{'<' if i == 0 else '>'}{w}}" for i, (cell, w) in enumerate(zip(row, widths))))
vowels = str.maketrans("aeiou", "*" * 5)
print(text.translate(vowels)[:30], sorted(set(text.lower()) - set(" ,."))[:5], " ".join(w[::-1] for w in "abc def".split()), "racecar" == "racecar"[::-1])
