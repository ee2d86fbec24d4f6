import random

chance = random.Random(3)
classes = [object]
refused = 0
for number in range(600):
    bases = tuple(chance.sample(classes[-40:], min(len(classes), chance.choice([1, 1, 2, 2, 3, 4]))))
    try:
        classes.append(type(f"C{number}", bases, {}))
    except TypeError as error:
        refused += 1
        last = str(error)
print(len(classes), refused, last)
print([cls.__name__ for cls in classes[-1].__mro__])
print(sum(number * len(cls.__mro__) for number, cls in enumerate(classes)))
