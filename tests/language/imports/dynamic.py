# imported by a_module_may_define_getattr
real = 1


def __getattr__(name):
    if name == "refused" or name.startswith("__"):
        raise AttributeError(name)
    return f"made {name}"


def __dir__():
    return ["b", "a"]
