class C:
    gone = 0

    def __del__(self):
        C.gone += 1


many = [C() for _ in range(3000)]
del many
print(C.gone)


class Node:
    def __init__(self, next):
        self.next = next

    def __del__(self):
        C.gone += 1


chain = None
for _ in range(3000):
    chain = Node(chain)
del chain
print(C.gone)


class Spawns:
    def __del__(self):
        Child()
        print("spawner ends")


class Child:
    def __del__(self):
        print("child ends first")


Spawns()
