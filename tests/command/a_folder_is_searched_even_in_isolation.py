# command: -I folder_with_neighbour
