# memory: 400000
# oracle: CPython has no limit of its own here
def attempt(work):
    try: work(); print('done')
    except MemoryError: print('MemoryError')

attempt(lambda: (7**(10**8))*(7**(10**8)))
