# command: -iq
# env: PYTHONSTARTUP=startup.txt
# shell: echo 'print(begun)' | "$0" "$@"
