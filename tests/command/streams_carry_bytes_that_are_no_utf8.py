# shell: printf 'a\377b\n' | exec "$0" "$@"
import sys

line = input()
print(ascii(line), sys.stdin.errors, sys.stdout.errors)
print(line)
try:
    print("\ud800")
except UnicodeEncodeError as error:
    print(error)
