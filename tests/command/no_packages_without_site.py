# command: -S no_packages_without_site.py
# env: VIRTUAL_ENV=environment
import builtins
import sys

print(any("site-packages" in folder for folder in sys.path), hasattr(builtins, "exit"), sys.flags.no_site)
