def f(a: int, *args: str, b: "x" = 1, **kw) -> None:
    local: int = a
    other: str
