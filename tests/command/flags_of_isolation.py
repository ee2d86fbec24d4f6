# command: -I flags_of_isolation.py
# env: PYTHONOPTIMIZE=2 PYTHONSAFEPATH=1 PYTHONWARNINGS=error PYTHONPATH=nowhere
import sys

print(sys.flags, sys.warnoptions, "nowhere" in str(sys.path))
print("command" in str(sys.path[:1]))
