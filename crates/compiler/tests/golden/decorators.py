@first
@second(1)
def f(a, b=[], *, c={}):
    """Doc
       string."""
    assert a, b
    return a
