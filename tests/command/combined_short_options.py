# command: -uBc 'print("combined")'
