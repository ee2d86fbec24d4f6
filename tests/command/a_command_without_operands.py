# command: check
# oracle: the command is ours
# exit: 2
