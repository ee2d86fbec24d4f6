# shell: rm -rf /tmp/taipan-check-$$; mkdir /tmp/taipan-check-$$; mkfifo /tmp/taipan-check-$$/a.py; printf 'a\0' > /tmp/taipan-check-$$/b.py; cd /tmp/taipan-check-$$; "$0" check .; status=$?; rm -r /tmp/taipan-check-$$; exit $status
# exit: 1
# oracle: the command is ours
