# env: PYTHONPATH=parcel:/nowhere::plain_package
import os
import sys

here = os.getcwd()
print([folder.replace(here, "HERE") for folder in sys.path[:5]])
