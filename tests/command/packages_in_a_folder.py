# env: PYTHONPATH=environment/lib/python3.13/site-packages
import sys

import installed

print(installed.name, sys.customized)
