import shapes
import shapes.circle
import shapes.deep.leaf as leaf
from shapes import square, circle as round_thing
from shapes.circle import area, PI as pi
from shapes.deep import *

print(shapes.__name__, shapes.circle.area(2), leaf.VALUE, square.side(3), round_thing is shapes.circle, area(1), pi)
print(exported, "hidden" in globals(), shapes.LOADED, shapes.__package__, leaf.__package__, leaf.__name__)
import shapes.deep

print(shapes.deep.leaf is leaf, shapes.deep.__all__)
