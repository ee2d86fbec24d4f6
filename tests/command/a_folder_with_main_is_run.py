# command: folder a
