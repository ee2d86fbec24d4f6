# command: -X int_max_str_digits=700 limits_of_digits_by_option.py
# env: PYTHONINTMAXSTRDIGITS=5000
import sys

print(sys.get_int_max_str_digits(), sys.flags.int_max_str_digits)
try:
    str(10**700)
except ValueError as error:
    print(error)
