# command: run check one
# oracle: the command is ours
