# env: PYTHONBREAKPOINT=breakpoints.stop
import os
import warnings

print(breakpoint(1, b=2))
warnings.simplefilter("always")
for name in ["print", "nowhere.stop", "breakpoints.nothing", "0", "."]:
    os.environ["PYTHONBREAKPOINT"] = name
    with warnings.catch_warnings(record=True) as caught:
        print(name, breakpoint("argument"))
    print([str(warning.message) for warning in caught], [warning.lineno for warning in caught])
