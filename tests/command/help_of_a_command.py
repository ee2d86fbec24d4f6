# command: test --help
# oracle: the command is ours
