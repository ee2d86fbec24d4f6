# command: -X int_max_str_digits=5 a_limit_of_digits_that_is_none.py
# exit: 1
print("not reached")
