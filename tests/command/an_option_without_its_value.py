# command: -W
# oracle: the last line names the command
# exit: 2
