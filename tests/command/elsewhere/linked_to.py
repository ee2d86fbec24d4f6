# imported by a_script_behind_a_link_finds_its_neighbours, through a link
import os
import sys

import neighbour_of_a_link

print(os.path.basename(sys.path[0]), sys.argv, os.path.basename(__file__), neighbour_of_a_link.name)
