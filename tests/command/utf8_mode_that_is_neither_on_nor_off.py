# command: -X utf8=yes utf8_mode_that_is_neither_on_nor_off.py
# exit: 1
print("not reached")
