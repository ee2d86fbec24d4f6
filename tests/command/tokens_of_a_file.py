# command: tokens runnable.py
# oracle: the command is ours
