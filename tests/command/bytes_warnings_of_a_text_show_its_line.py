# command: -bc 'str(b"")'
