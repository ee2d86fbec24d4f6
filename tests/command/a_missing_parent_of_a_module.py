# command: -m nowhere.inside
# exit: 1
