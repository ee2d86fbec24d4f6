# command: deflated.zip
