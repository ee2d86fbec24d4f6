# imported by a_module_is_run_by_name
import sys

print(__name__, sys.argv[0].rsplit("/")[-1], sys.argv[1:], __package__, __spec__.name)
