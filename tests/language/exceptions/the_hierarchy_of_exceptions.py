def tree(cls, depth=0):
    names = sorted((c for c in cls.__subclasses__() if c.__module__ == "builtins"), key=lambda c: c.__name__)
    print("  " * depth + cls.__name__)
    for sub in names:
        tree(sub, depth + 1)


tree(BaseException)
print(IOError is OSError, EnvironmentError is OSError)
print(ExceptionGroup.__mro__)
