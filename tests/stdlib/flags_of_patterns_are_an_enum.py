# The flags come when one of them is used.
import re, enum
print(re.I, repr(re.I|re.M), type(re.I), re.compile("a",re.I).flags, re.compile("a",re.I))
print(isinstance(re.I,int), re.I.value, re.I.name, list(re.RegexFlag)[:3], re.RegexFlag(2), ~re.I, re.I & re.M, re.NOFLAG, re.RegexFlag(0), re.RegexFlag(1<<12), str(re.I), f"{re.I}", re.I==2, hash(re.I)==hash(2))
print("I" in dir(re), hasattr(re,"nope"), re.A is re.ASCII, re.RegexFlag.__module__, re.RegexFlag.__mro__)
from re import *
print(IGNORECASE, I|X)
try: re.nope
except AttributeError as e: print(e)
print(re.findall("a","aA",re.I|re.M), re.sub("(?i)a","b","aA"), re.I in re.RegexFlag, re.I in (re.I|re.M))
print([x for x in re.I|re.M], len(re.RegexFlag), re.RegexFlag["I"], re.T if hasattr(re,"T") else None)
