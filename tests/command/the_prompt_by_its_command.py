# command: repl -q
# oracle: the command is ours
