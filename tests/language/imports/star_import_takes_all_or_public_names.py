from stars_public import *
from stars_all import *

print(public, "_private" in globals(), _listed, "unlisted" in globals(), "helper_module" in globals(), "sys" in globals())
try:
    exec("from stars_bad import *")
except AttributeError as error:
    print(error)
