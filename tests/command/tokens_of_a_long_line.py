# shell: (printf 'x = ['; yes '1, "é", ' | head -n 100000 | tr -d '\n'; echo ']') > /tmp/taipan-line-$$.py; "$0" tokens /tmp/taipan-line-$$.py | tail -n 3; rm /tmp/taipan-line-$$.py
# oracle: the command is ours
