# command: check --colour runnable.py
# oracle: the command is ours
# exit: 2
