# command: check --json faulty.txt runnable.py
# oracle: the command is ours
# exit: 1
