# command: -q -i an_error_after_a_name.py
