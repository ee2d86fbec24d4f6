name = input("name? ")
print("got", name)
print(repr(input()), repr(input()))
try:
    input("more? ")
except EOFError as error:
    print(error)
