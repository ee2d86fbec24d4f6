# command: test suite --leaks --virtual-time -j 1
# shell: "$0" "$@" | sed "s/ in [0-9.]* s$//"
# oracle: the command is ours
