# command: -v -c 'import json.decoder'
# shell: "$0" "$@" 2>&1 | grep "import 'json"
# oracle: the files are others
