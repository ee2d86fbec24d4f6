modulus = 2**61 - 1
keys = [number * modulus for number in range(1, 300)]
assert len({hash(key) for key in keys}) == 1

table = {key: key // modulus for key in keys}
print(len(table), table[70 * modulus], 5000 * modulus in table, 0 in table)
del table[70 * modulus]
table[70 * modulus] = "again"
print(list(table)[-1] == 70 * modulus, table[70 * modulus], len(table))

members = set(keys)
print(len(members), 70 * modulus in members, 5000 * modulus in members, len(members | table.keys()))
print(len(members.copy() - set(keys[:100])), members == set(reversed(keys)))


class Key:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return 5

    def __eq__(self, other):
        return self.name == other.name


mixed = {Key(number): number for number in range(100)}
print(mixed[Key(70)], Key(100) in mixed, len({*mixed, Key(3), Key(100)}))
