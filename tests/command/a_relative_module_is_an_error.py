# command: -m .neighbour
# exit: 1
