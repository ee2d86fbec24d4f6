# command: -c 'import sys\nprint(sys.argv, __name__)\nprint(sys.path[0] == "")' a -b
