# command: check runnable.py parcel
# oracle: the command is ours
