print('single', "double", '''triple
single''', """triple "double" quotes""")
print( "a\tb\\n\x41\u0041\U00000041\101")
print(r"raw \n \x41", R'\'', rb"raw \bytes", Rb"\x", bR'\y', BR"\z")
print(b"bytes \x41\t\0", B'\xff', b"a" b"b")
print("adjacent" 'strings' """joined""")
print("line \
continued", len("\
"))
print(u"unicode prefix", U"upper")
print("\a\b\f\v\r\n".encode(), "\0\00\000\x00".encode(), "\7\377")
print('it\'s', "say \"hi\"", '"', "'")
print(ascii("é ü \u20ac \U0001f600 \x7f"), repr("é\u200b\x00\t\\'\""))
