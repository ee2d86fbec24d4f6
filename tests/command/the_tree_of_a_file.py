# command: ast runnable.py
# oracle: the command is ours
