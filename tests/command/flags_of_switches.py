# command: -b -OO -s -P -q -d flags_of_switches.py
import sys

print(sys.flags)
print(sys.warnoptions, sys._xoptions)
