class Field:
    def __set_name__(self, owner, name):
        print("named", name, owner.__name__)
        self.name = name

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return instance.__dict__.get(self.name, "unset")

    def __set__(self, instance, value):
        instance.__dict__[self.name] = value


class Model:
    a = Field()
    b = Field()


m = Model()
m.a = 1
print(m.a, m.b, vars(m))
late = Field()
Model.late = late
print(hasattr(late, "name"))


class Broken:
    def __set_name__(self, owner, name):
        raise ValueError("no")


try:
    class Uses:
        x = Broken()
except ValueError as error:
    print(error, error.__notes__)
