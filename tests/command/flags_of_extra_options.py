# command: -X dev -X utf8 -X int_max_str_digits=1000 -X warn_default_encoding -X own=a=b -X none= flags_of_extra_options.py
import sys

print(sys.flags)
print(sys.warnoptions, sys._xoptions)
