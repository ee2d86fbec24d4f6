# memory: 200000
print(len(list(range(100))))
