# CRLF line ends, and form feeds between parts.
x = 1

if x:
    print("two")
    s = """a
b"""
    print(repr(s))
    
print("end")
