import circle_a

print(circle_a.b.from_a, circle_a.value)
try:
    import circle_c
except ImportError as error:
    print(str(error).split(" (/")[0])
