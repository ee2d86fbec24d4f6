s = "hello World ß ǆ"
print(s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold(), "İ".lower() == "i̇", "ŉ".upper())
for method in ("isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower", "isnumeric", "isprintable", "isspace", "istitle", "isupper"):
    print(method, [getattr(t, method)() for t in ("", "abc", "ABC", "a1", "12", "²", "½", " \t", "Ab Cd", "é", "a b", "_x", "1x", "\n", "٣")])
print("they're bill's".title(), "ab12cd".title(), "ÀÉ".lower(), "straße".upper(), "ΑΣ".lower(), "ΑΣΑ".lower())
