import re

print(re.findall(r"\d+", "a1b22c333"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.split(r"[,;]\s*", "a, b;c"), re.match(r"(?P<y>\d{4})-(?P<m>\d\d)", "2024-05").groupdict(), re.search("b+", "abbb").span(), re.fullmatch("a|b", "c"))
print([m.group() for m in re.finditer(r"\b\w", "the quick fox")], re.sub("x", lambda m: m.group().upper(), "axbx"), re.compile("a.c", re.S | re.I).match("A\nC") is not None)
