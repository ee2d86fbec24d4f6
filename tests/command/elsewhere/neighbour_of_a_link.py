# imported by linked_to
name = "neighbour"
