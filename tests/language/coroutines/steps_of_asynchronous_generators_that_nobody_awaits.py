async def p():
    yield 1
p().asend(None)
p().athrow(ValueError)
p().aclose()
a = p()
a.__anext__()
