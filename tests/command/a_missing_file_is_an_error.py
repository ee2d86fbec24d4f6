# command: nowhere.py
# exit: 2
