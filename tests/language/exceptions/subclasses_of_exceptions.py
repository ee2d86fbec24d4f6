class AppError(Exception):
    "Base."
    code = 1


class Detailed(AppError):
    def __init__(self, message, **details):
        super().__init__(message)
        self.details = details

    def __str__(self):
        return f"{self.args[0]} {sorted(self.details.items())}"


try:
    raise Detailed("broken", a=1, b=2)
except AppError as e:
    print(e, repr(e), e.code, e.details, isinstance(e, Exception))


class NoInit(Exception):
    def __init__(self, a, b): ...


print(NoInit(1, 2).args, repr(NoInit(1, 2)), str(NoInit("x", 2)))


class Multi(KeyError, AttributeError): ...


try:
    raise Multi("m")
except AttributeError as e:
    print(repr(e), e.name)
