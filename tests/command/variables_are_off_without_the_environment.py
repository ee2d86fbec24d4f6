# command: -E variables_are_off_without_the_environment.py
# env: PYTHONOPTIMIZE=2 PYTHONDEVMODE=1 PYTHONUTF8=x PYTHONHASHSEED=x PYTHONINTMAXSTRDIGITS=x PYTHONBREAKPOINT=0 PYTHONASYNCIODEBUG=1 PYTHON_CPU_COUNT=0 PYTHONIOENCODING=ascii
import asyncio
import os
import sys

print(sys.flags.optimize, sys.flags.dev_mode, sys.flags.ignore_environment, sys.get_int_max_str_digits())
print(sys.stdout.encoding, os.cpu_count() > 0, asyncio.new_event_loop().get_debug())
