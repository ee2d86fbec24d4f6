# imported by a_syntax_error_in_an_imported_module
x = 1
def f()
    pass
