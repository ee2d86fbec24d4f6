# command: -m sys
# exit: 1
