# imported by circular_imports_see_half_a_module
import circle_a

from_a = circle_a.early, hasattr(circle_a, "value")
value = 1
