# shell: "$0" "$@" <&- >&- 2>&-; echo "status $?"
# exit: 0
raise SystemExit(7)
