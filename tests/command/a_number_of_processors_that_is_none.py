# command: -X cpu_count=none a_number_of_processors_that_is_none.py
# exit: 1
print("not reached")
