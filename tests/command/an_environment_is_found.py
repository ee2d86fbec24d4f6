# env: VIRTUAL_ENV=environment
# oracle: CPython finds an environment by the place of its own executable alone
import os
import site
import sys

import installed
import named_by_a_path_file

here = os.getcwd()
print(installed.name, named_by_a_path_file.name, sys.set_by_a_path_file)
print(sys.prefix.replace(here, "HERE"), sys.exec_prefix == sys.prefix, sys.base_prefix, sys.customized)
print([folder.replace(here, "HERE") for folder in sys.path[1:]])

print(site.getsitepackages() == sys.path[1:2], site.ENABLE_USER_SITE)
