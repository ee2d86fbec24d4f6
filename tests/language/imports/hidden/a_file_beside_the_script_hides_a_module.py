# A file in the script's folder comes before the library, but not before what is part of the machine; a folder without
# `__init__` comes last.
import bisect
import stat
import sys
import textwrap

print(textwrap.OWN, textwrap.__file__.endswith("textwrap.py"), hasattr(textwrap, "wrap"))
print(hasattr(stat, "OWN"), bisect.bisect([1, 2, 3], 2))
del sys.modules["textwrap"]
first = sys.path.pop(0)
import textwrap

print(hasattr(textwrap, "OWN"), textwrap.fill("a b", 1))
sys.path.insert(0, first)
del sys.modules["textwrap"]
import textwrap

print(hasattr(textwrap, "OWN"))
