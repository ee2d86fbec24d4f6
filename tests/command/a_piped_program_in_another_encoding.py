# command: -
