import os
import sys

print(os.path.isabs(__file__), os.path.basename(__file__), sys.argv)
os.chdir("/")
print(os.path.exists(__file__), (lambda: 0).__code__.co_filename == __file__)
