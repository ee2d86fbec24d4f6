class Base:
    def __init__(self, **kw):
        assert not kw, kw
        self.log = ["Base"]

    def describe(self): return ["base"]


class Named(Base):
    def __init__(self, name, **kw):
        super().__init__(**kw)
        self.name = name
        self.log.append("Named")

    def describe(self): return ["named " + self.name] + super().describe()


class Aged(Base):
    def __init__(self, age=0, **kw):
        super().__init__(**kw)
        self.age = age
        self.log.append("Aged")

    def describe(self): return [f"aged {self.age}"] + super().describe()


class Person(Named, Aged):
    def describe(self): return ["person"] + super().describe()


p = Person(name="ann", age=3)
print(p.log, p.describe(), Person("bob").age)
try:
    Person(name="x", unknown=1)
except AssertionError as e:
    print(e)
