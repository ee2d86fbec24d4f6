# command: link.py
