import re

text = "äbö€" * 5000
total = 0
for found in re.finditer("b(ö)(x)?", text):
    total += found.start() + found.end(1) + found.start(2)
print(total, found.span(), found.span(1), found.span(2))
pattern = re.compile("€")
print([pattern.search(text, place).start() for place in (0, 3, 4, 9_999, 19_000)], pattern.match(text, 19_999))
