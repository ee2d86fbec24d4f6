This is no Python at all: it starts the program elsewhere.
# command: -x the_first_line_can_be_skipped.py
import sys

print("line", sys._getframe().f_lineno, __file__.endswith("skipped.py"))
