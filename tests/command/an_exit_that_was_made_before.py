# exit: 4
# What sys.exit() is given is raised as it is, where it is SystemExit.
import sys

sys.exit(SystemExit(4))
