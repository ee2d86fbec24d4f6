X = "beside"
