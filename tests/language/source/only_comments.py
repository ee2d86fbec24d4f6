# nothing
    # indented comment

# end
