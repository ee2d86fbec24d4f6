# imported by optimised_code_has_no_asserts
assert False, "never"
print(__debug__)
