# command: -m posixpath.py
# exit: 1
