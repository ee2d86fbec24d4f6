# command: check faulty.txt nowhere.py
# oracle: the command is ours
# exit: 1
