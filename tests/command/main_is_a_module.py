import sys

main = sys.modules["__main__"]
main.added = 1
print(added, main.__name__, main.__dict__ is globals(), __builtins__.__name__, __doc__, __spec__, __package__)
