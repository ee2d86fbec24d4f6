import os
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    os.mkdir(os.path.join(folder, "bare"))
    sys.path.insert(0, folder)
    import bare

    print(repr(bare).replace(folder, ""), bare.__file__, bare.__spec__.origin)
print(sys, type(__loader__).__name__, __spec__)
