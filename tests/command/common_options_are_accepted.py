# command: -u -B -E -s -S -q -X utf8 -W ignore options.py a
