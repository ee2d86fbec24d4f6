# command: -X dev development_mode.py
import asyncio
import sys
import warnings


async def main():
    print(asyncio.get_running_loop().get_debug())


print(sys.flags.dev_mode, sys.warnoptions)
asyncio.run(main())
with warnings.catch_warnings(record=True) as caught:
    warnings.warn("old", DeprecationWarning)
print([str(warning.message) for warning in caught])
