# command: -W error::breakpoints.Category -W error::nowhere.Category -c pass
