"""A module."""
import os, os.path
import os.path as path
from . import sibling
from .package import name as other, second
from everything import *

x: int = 1
y: str
for i in x:
    print(i)
del x
