# exit: 1
# command: -m plain_package
