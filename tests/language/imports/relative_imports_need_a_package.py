def show(text, **names):
    try:
        exec(text, names)
    except Exception as error:
        print(type(error).__name__, error)


show("from . import x")
show("from . import x", __name__="module")
show("from . import x", __name__="package.module")
show("from . import x", __package__="")
show("from .. import x", __package__="json")
show("from .nothing import x", __package__="json")
show("from . import x", __package__=1)
show("from . import x", __package__=None, __name__=1)
for arguments in (("x", 1, None, (), 1), ("", ), ("x", None, None, (), -1), (1,), ("x", {}, None, (), 1)):
    try:
        __import__(*arguments)
    except Exception as error:
        print(type(error).__name__, error)
