# exit: 1
def load():
    try:
        {}["missing"]
    except KeyError as error:
        raise LookupError("no entry") from error


try:
    load()
except LookupError:
    raise RuntimeError("while handling")
