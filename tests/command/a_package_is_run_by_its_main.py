# command: -m parcel x
