# memory: 400000
# oracle: CPython has no limit of its own here
def attempt(work):
    try: work(); print('done')
    except MemoryError: print('MemoryError')

attempt(lambda: compile('('*0+'"a" '*10000000,'','eval'))
