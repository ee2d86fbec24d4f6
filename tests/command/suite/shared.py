# imported by test_functions
answer = 42
