# exit: 1
# command: -m nowhere_to_be_found
