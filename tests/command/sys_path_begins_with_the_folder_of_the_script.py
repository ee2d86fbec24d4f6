import os
import sys

print(os.path.basename(sys.path[0]), sys.path[0] == os.path.dirname(os.path.abspath(__file__)))
