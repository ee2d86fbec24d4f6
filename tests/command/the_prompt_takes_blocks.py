# command: -q -i
