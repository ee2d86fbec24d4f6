# command: -X importtime -c 'import json'
# shell: "$0" "$@" 2>&1 | sed "s/[0-9][0-9]*/N/g; s/  *N/ N/g" | sed -n "1p; /json$/p"
# oracle: the modules of json are others
