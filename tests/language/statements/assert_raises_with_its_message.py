assert True
assert (1, "tuple is true")[0]
try:
    assert 1 == 2
except AssertionError as error:
    print(repr(error), error.args)
try:
    assert [], "empty"
except AssertionError as error:
    print(repr(error))


def message():
    print("message is built only on failure")
    return 3


assert 1, message()
try:
    assert 0, message()
except AssertionError as error:
    print(error.args)
