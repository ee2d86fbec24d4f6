from .circle import area
from . import LOADED


def side(n):
    return area(n) if LOADED else n
