# command: -O optimised.py
