# env: PYTHONHASHSEED=42
import sys

print(sys.flags.hash_randomization, hash("text") == hash("te" + "xt"))
