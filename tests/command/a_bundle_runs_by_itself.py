# shell: folder="$(mktemp -d)"; trap 'rm -r "$folder"' EXIT; "$0" bundle bundled/start.py -o "$folder/app" && cd / && "$folder/app" -x 'two words'; echo "status $?"
# oracle: the command is ours
# calm: it writes an executable
