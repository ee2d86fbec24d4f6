a = 1; b = 2; print(a + b);
total = 1 + \
    2 + \
    3
print(total)
print("split "
      "string "  # a comment between
      'pieces')
values = [
    1,
    2,  # trailing comma

    3,
]
print(values)
if (a == 1 and
        b == 2):
    print("continued")
x = ("a" "b"
     "c")
print(x)
