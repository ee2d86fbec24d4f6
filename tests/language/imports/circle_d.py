# imported by circular_imports_see_half_a_module
from circle_c import y

x = 1
