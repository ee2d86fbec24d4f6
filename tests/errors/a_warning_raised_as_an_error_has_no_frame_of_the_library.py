import traceback
import warnings

warnings.simplefilter("error")


def careless():
    warnings.warn("x")


def explicit():
    warnings.warn_explicit("x", UserWarning, "file", 1)


for function in careless, explicit:
    try:
        function()
    except UserWarning as error:
        print([frame.name for frame in traceback.extract_tb(error.__traceback__)])
