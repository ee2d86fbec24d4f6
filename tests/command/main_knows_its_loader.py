# command: -c 'print(__loader__, __spec__, __package__, "__file__" in globals())'
