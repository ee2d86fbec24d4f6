# env: PYTHONOPTIMIZE=yes PYTHONUNBUFFERED=no PYTHONDEBUG= PYTHONNOUSERSITE=0
import sys

print(sys.flags.optimize, sys.flags.debug, sys.flags.no_user_site, sys.stdout.write_through)
