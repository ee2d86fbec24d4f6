from ..circle import PI
from .. import LOADED
from . import exported

VALUE = (PI, LOADED, exported)
