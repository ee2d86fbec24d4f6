# shell: exec "$0" "$@" <&-
import sys

print(sys.stdin, sys.__stdin__)
try:
    input()
except RuntimeError as error:
    print(error)
