# imported by import_failures_are_worded
print("running fails")
raise ValueError("while importing")
