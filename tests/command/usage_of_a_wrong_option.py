# command: -Z
# oracle: the last line names the command
# exit: 2
