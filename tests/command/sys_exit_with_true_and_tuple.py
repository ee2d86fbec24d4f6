# exit: 1
import sys

try:
    sys.exit((1, 2))
except SystemExit as error:
    print(error.code, error.args)
sys.exit(True)
