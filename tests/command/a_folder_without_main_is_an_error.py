# command: folder_without_main
# exit: 1
