# command: library.zip
# exit: 1
