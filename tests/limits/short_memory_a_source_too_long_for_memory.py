# memory: 400000
# oracle: CPython has no limit of its own here
def attempt(work):
    try: work(); print('done')
    except MemoryError: print('MemoryError')


attempt(lambda: compile('x=1+y*3\n'*2000000,'','exec'))
