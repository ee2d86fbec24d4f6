# command: dis loop.txt
# oracle: the command is ours
