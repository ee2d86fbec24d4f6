# command: test folder_without_main
# shell: exec "$0" "$@" > /dev/null
# oracle: the command is ours
# exit: 1
