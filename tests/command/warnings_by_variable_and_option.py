# command: -W error::UserWarning warnings_by_variable_and_option.py
# env: PYTHONWARNINGS=ignore::DeprecationWarning,default::UserWarning
import sys
import warnings

print(sys.warnoptions)
warnings.warn("old", DeprecationWarning)
try:
    warnings.warn("raised")
except UserWarning as error:
    print("UserWarning:", error)
