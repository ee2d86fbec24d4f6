# command: -i nowhere.py
# shell: echo 'print("at the prompt")' | "$0" "$@"
