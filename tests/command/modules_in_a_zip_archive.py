# env: PYTHONPATH=library.zip
import sys

import parcels
from parcels import inner

print(parcels.name, inner.name, parcels.__name__, inner.__package__)
print(inner.__file__.endswith("library.zip/parcels/inner.py"), sys.path[1].endswith("library.zip"))
print(inner.__loader__.get_data(inner.__file__)[:14])
sys.path.remove(sys.path[1])
try:
    inner.fail()
except ZeroDivisionError:
    import traceback
    print(traceback.format_exc().replace(inner.__file__, "INNER"))
