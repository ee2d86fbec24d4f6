for s in ("plain", "it's", 'say "hi"', "both ' and \"", "tab\t nl\n cr\r bs\\", "\x00\x1f\x7f\x80\xa0\xad", "é日😀", "\u200b\u2028\ufeff", "\U000e0001", "\N{BULLET}", "\u0378"):
    print(repr(s), ascii(s))
print([repr(b) for b in (b"abc", b"it's", b"\x00\xff\t\n\r\\", b'"', b"'\"")])
