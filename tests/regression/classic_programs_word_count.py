text = """the quick brown fox jumps over the lazy dog
the fox is quick and the dog is not"""
counts = {}
for word in text.split():
    counts[word] = counts.get(word, 0) + 1
for word, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:5]:
    print(f"{word:<8}{n:>3} {'*' * n}")
index = {}
for number, line in enumerate(text.splitlines(), 1):
    for word in line.split():
        index.setdefault(word[0], set()).add((word, number))
print({k: sorted(v) for k, v in sorted(index.items())}["t"], len(index))
print(" ".join(w.capitalize() for w in text.split()[:4]), text.title()[:19], sum(map(len, text.split())))
