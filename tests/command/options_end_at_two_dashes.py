# command: -B -- options.py -c x
