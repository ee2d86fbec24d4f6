# command: ./check one
