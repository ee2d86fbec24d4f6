# imported by an_environment_is_found
name = "named"
