import fnmatch
import glob

for pattern in "*.txt", "a*b*c", "[!a-c]", "[c-a]", "[]x]", "[", "[a-]", "[^&&]", "**", "?":
    print(pattern, fnmatch.translate(pattern))
for pattern in "*", "**", "a/**/b", "**/*.py", ".*", "?a/*b", "[!x]/c":
    for options in {}, {"recursive": True}, {"include_hidden": True}:
        print(pattern, options, glob.translate(pattern, **options))
print(glob.translate("a\\*/b", seps="/\\"), fnmatch.filter(["a", "B", "ab"], "a*"))
