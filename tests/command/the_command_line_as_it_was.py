# command: -u -X own -Wignore the_command_line_as_it_was.py -x y
import sys

print(sys.orig_argv[1:], sys.argv)
print(sys.executable == sys.orig_argv[0])
