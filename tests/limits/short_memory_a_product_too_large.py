# memory: 400000
# oracle: CPython has no limit of its own here
def attempt(work):
    try: work(); print('done')
    except MemoryError: print('MemoryError')

factor = 1 << 300_000_000
attempt(lambda: factor * (factor + 1))
