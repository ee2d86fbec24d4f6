import neighbour_of_main

print(neighbour_of_main.VALUE)
