# exit: 1
class CM:
    def __enter__(self):
        return self

    def __exit__(self, *info):
        raise RuntimeError("exit failed")


with CM() as cm:
    value = cm.nothing
