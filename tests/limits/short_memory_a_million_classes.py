# memory: 200000
# oracle: CPython has no limit of its own here
def attempt(work):
    try: work(); print('done')
    except MemoryError: print('MemoryError')


attempt(lambda: [type('A%d'%i,(),{'x':i}) for i in range(10**6)])
