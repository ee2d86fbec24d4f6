# imported by a_bundle_runs_by_itself, which bundles it
import json
import sys

from inside import deep
import inside.also
import beside

try:
    import nowhere
except ImportError as error:
    print(error)
print(sys.argv[1:], json.dumps(deep.name), inside.also.name, beside.name, __name__, len(sys.path))
sys.exit(5)
