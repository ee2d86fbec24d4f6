class Node:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right

    def insert(self, value):
        side = "left" if value < self.value else "right"
        child = getattr(self, side)
        if child is None:
            setattr(self, side, Node(value))
        else:
            child.insert(value)
        return self

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right

    def __contains__(self, value):
        node = self
        while node:
            if node.value == value:
                return True
            node = node.left if value < node.value else node.right
        return False

    @property
    def depth(self):
        return 1 + max((child.depth for child in (self.left, self.right) if child), default=0)


root = Node(50)
for v in (30, 70, 20, 40, 60, 80, 10, 45, 5):
    root.insert(v)
print(list(root), 45 in root, 46 in root, root.depth, sum(root), max(root))


class Chain:
    def __init__(self, items=()):
        self.head = None
        for item in reversed(tuple(items)):
            self.head = (item, self.head)

    def __iter__(self):
        cell = self.head
        while cell:
            item, cell = cell
            yield item

    def reversed(self):
        result = Chain()
        for item in self:
            result.head = (item, result.head)
        return result

    def __repr__(self): return " -> ".join(map(repr, self)) or "empty"
    def __len__(self): return sum(1 for _ in self)
    def __eq__(self, other): return list(self) == list(other)


c = Chain("abc")
print(c, c.reversed(), len(c), c == Chain(["a", "b", "c"]), Chain(), bool(Chain()))
