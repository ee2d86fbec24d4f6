import re
import warnings

warnings.simplefilter("always")
warnings.showwarning = lambda message, category, filename, lineno, *rest: print(category.__name__, message, lineno)
print(re.sub("a", "b", "aaa", 1), re.split("a", "1a2a3", 1), re.subn("a", "b", "aaa", 1, re.I))
for wrong in (
    lambda: re.sub("a", "b", "a", 1, count=1), lambda: re.split("a", "a", 1, 2, 3), lambda: re.subn("a", "b", "a", 1, 2, 3, 4),
    lambda: re.sub("a", "b", "a", 1, 2, flags=1), lambda: re.findall("a"), lambda: re.search(1, "a"),
):
    try:
        print(wrong())
    except TypeError as error:
        print(error)
