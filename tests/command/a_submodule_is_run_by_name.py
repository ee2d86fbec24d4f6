# command: -m parcel.inside
