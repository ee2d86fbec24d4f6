# Arguments of generic aliases that hold themselves, classes that derive from each other in long lines and in diamonds.
def attempt(ask):
    try:
        print(ask())
    except RecursionError as error:
        print(type(error).__name__)


own = []
own.append(own)
attempt(lambda: list[own])
attempt(lambda: list[[int, [str]]])
attempt(lambda: memoryview(b'a')[0,])

first = type('C', (), {})
last = first
for _ in range(1000):
    last = type('C', (last,), {})
first.__len__ = lambda self: 3
print(len(last()))

top = type('D', (), {})
bottom = top
for _ in range(25):
    bottom = type('D', (type('L', (bottom,), {}), type('R', (bottom,), {})), {})
top.shown = 'by all'
print(bottom().shown)

mixed = type('M', (), {})
for _ in range(40):
    mixed = type('M', (mixed, type('Mixin', (), {})), {})
print(type('S', (mixed,), {'__slots__': ('place',)})().__slots__)
