# imported by circular_imports_see_half_a_module
early = "early"
import circle_b as b

value = b.value + 1
