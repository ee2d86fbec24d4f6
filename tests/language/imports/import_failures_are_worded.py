import sys

for statement in (
    "import nowhere",
    "import nowhere.deep",
    "import shapes.nothing",
    "from shapes import nothing",
    "from shapes.circle import aera",
    "from nowhere import x",
    "from . import x",
    "from .shapes import x",
    "import shapes.circle.PI",
    "import fails",
    "import fails",
    "from shapes.deep import hiden",
):
    try:
        exec(statement)
        print("fine")
    except Exception as error:
        print(statement, "|", type(error).__name__, "|", str(error).split(" (/")[0], "|", getattr(error, "name", None))
print("fails" in sys.modules)
