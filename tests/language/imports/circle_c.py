# imported by circular_imports_see_half_a_module
from circle_d import x

y = 1
