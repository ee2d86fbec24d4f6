# imported by errors_at_module_level_of_an_import
def f():
    raise ValueError("while loading")


f()
