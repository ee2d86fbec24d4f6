# command: -W error warner.py
