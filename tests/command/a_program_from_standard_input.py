# exit: 1
# command: -
