# command: -m runnable one two
