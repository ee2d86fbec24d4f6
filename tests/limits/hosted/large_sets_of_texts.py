# imported by hostile.rs, which runs it in a VM of a host
# ends: Stopped
texts = [str(number) for number in range(300_000)]
while True:
    parts = frozenset(texts)
    parts & set(texts)
    parts <= set(texts)
    parts | dict.fromkeys(texts).keys()
