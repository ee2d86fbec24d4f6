# command: -X faulthandler -X tracemalloc=5 -X perf -c 'print("runs")'
# oracle: CPython has them
