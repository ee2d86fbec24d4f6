# Every white space, alone and among others, in short and long texts.
spaces = [chr(code) for code in range(0x3100) if chr(code).isspace()]
print([hex(ord(space)) for space in spaces])
for space in spaces + ["\x00", "\x1b", "\x7f", "\u200b", "é", "\ud800"]:
    for text in (f"a{space}b", f"{space}a b{space}", f"é{space}{space}ü {space}", space, space * 3, f"ab{space}cd" * 300):
        print(len(text.split()), ascii(text.split()[-1:]), ascii(text.split(None, 1))[:60], len(text.rsplit()), end=" ")
        print(len(text.strip()), len(text.lstrip()), len(text.rstrip()), len(text.split(space)), len(text.split(space, 2)))
for byte in range(256):
    text = b"a" + bytes([byte]) + b" b" + bytes([byte])
    print(text.split(), text.strip(), text.split(bytes([byte])), text.split(None, 1))
text = "one,two,,three,"
for limit in (-1, 0, 1, 2, 9):
    print(text.split(",", limit), text.rsplit(",", limit), text.split(",,", limit), text.encode().split(b",", limit))
print("".split(), "".split(","), " ".split(" "), "ab".split("abc"), ("x" * 20 + ",").split(","), ("," * 40).split(",")[:3])
