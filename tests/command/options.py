# imported by common_options_are_accepted
import sys
import warnings

warnings.warn("ignored")
print(sys.argv, sys.flags.dont_write_bytecode, sys.dont_write_bytecode)
