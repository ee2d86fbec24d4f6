# command: -c'print("joined")'
