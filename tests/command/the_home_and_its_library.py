# env: PYTHONHOME=/somewhere:/elsewhere PYTHONPLATLIBDIR=lib64
# oracle: CPython looks for its library there
import sys

print(sys.prefix, sys.exec_prefix, sys.base_prefix, sys.platlibdir)
