# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped
import importlib.machinery, sys
folders = [f"nowhere{number}" for number in range(200_000)]
while True:
    importlib.machinery.PathFinder.find_spec("missing", folders)
