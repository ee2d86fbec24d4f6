# imported by start
name = "beside"
