class Record:
    __match_args__ = ("name", "age")

    def __init__(self, name, age):
        self.name, self.age = name, age

    def __repr__(self):
        return f"{type(self).__name__}(name={self.name!r}, age={self.age!r})"

    def __eq__(self, other):
        if not isinstance(other, Record):
            return NotImplemented
        return (self.name, self.age) == (other.name, other.age)

    def __lt__(self, other):
        return (self.age, self.name) < (other.age, other.name)

    def __hash__(self):
        return hash((self.name, self.age))


people = [Record("ann", 40), Record("bob", 25), Record("cy", 33)]
print(sorted(people), min(people), max(people).name)
print(Record("a", 1) == Record("a", 1), Record("a", 1) == 5, Record("a", 1) != Record("b", 1), {Record("a", 1), Record("a", 1)})
