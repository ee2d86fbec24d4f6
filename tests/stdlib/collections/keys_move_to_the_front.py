from collections import OrderedDict

for count in (1, 5, 8, 9, 50, 300):
    table = OrderedDict((number, str(number)) for number in range(count))
    order = list(range(count))
    state = count
    for turn in range(400):
        state = (state * 1103515245 + 12345) % 2**31
        key = (state >> 8) % count
        if turn % 7 == 0 and key in order and len(order) > 1:
            order.remove(key)
            del table[key]
        elif key in order:
            order.remove(key)
            if turn % 3:
                order.insert(0, key)
            else:
                order.append(key)
            table.move_to_end(key, last=turn % 3 == 0)
        else:
            order.append(key)
            table[key] = str(key)
        assert list(table) == order and list(reversed(table)) == order[::-1], (count, turn)
        assert all(table[key] == str(key) for key in order)
    print(count, order[:5], table.popitem(last=False), table.copy() == table, len(table))

many = OrderedDict.fromkeys(range(20_000))
for number in range(20_000):
    many.move_to_end(number, last=False)
print(next(iter(many)), next(reversed(many)))
