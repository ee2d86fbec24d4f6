# command: test suite/test_functions.py -k passes
# shell: exec "$0" "$@" > /dev/null
# oracle: the command is ours
