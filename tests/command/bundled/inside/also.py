name = "also"
