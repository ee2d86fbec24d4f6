# command: -q -i -c 'raise SystemExit(3)'
