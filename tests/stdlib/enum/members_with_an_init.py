import enum


class Planet(enum.Enum):
    EARTH = (5.97e24, 6.37e6)
    MARS = (6.4e23, 3.4e6)

    def __init__(self, mass, radius):
        self.mass, self.radius = mass, radius

    @property
    def gravity(self):
        return round(6.67e-11 * self.mass / self.radius**2, 2)


class Coin(int, enum.Enum):
    PENNY = 1, "copper"
    DIME = 10, "silver"

    def __new__(cls, value, metal):
        coin = int.__new__(cls, value)
        coin._value_ = value
        return coin

    def __init__(self, value, metal):
        self.metal = metal


print([(p, p.gravity, p.value) for p in Planet])
print([(c, c.metal, c + 1) for c in Coin], Coin(10))
for change in ("value", "name"):
    try:
        setattr(Planet.EARTH, change, 3)
    except AttributeError as e:
        print(e)
try:
    del Planet.EARTH.value
except AttributeError as e:
    print(e)
