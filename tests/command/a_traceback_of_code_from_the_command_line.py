# exit: 1
# command: -c 'def f():\n    1 / 0\nf()'
