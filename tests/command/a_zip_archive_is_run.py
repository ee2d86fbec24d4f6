# command: stored.zip one two
