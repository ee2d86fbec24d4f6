# command: -c '1/0'
# env: PYTHON_COLORS=0 FORCE_COLOR=1
# exit: 1
