import sys

try:
    sys.exit(3)
except SystemExit:
    print("stayed")
try:
    raise SystemExit
except BaseException as error:
    print(repr(error), error.code)
exit_code = 0
