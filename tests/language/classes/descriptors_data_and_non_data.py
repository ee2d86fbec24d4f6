class NonData:
    def __get__(self, instance, owner=None):
        return f"get {instance is None} {owner.__name__}"


class Data(NonData):
    def __set__(self, instance, value):
        print("set", value)

    def __delete__(self, instance):
        print("delete")


class C:
    non = NonData()
    data = Data()


c = C()
print(C.non, c.non, C.data, c.data)
c.__dict__["non"] = "instance wins over non-data"
c.__dict__["data"] = "loses to data"
print(c.non, c.data)
c.data = 5
del c.data
c.non = "set plainly"
print(c.non)
del c.non
print(c.non)
C.data = "class attribute replaced"
print(C.data, c.data)


class NoDelete:
    def __set__(self, instance, value): ...


class D:
    x = NoDelete()


d = D()
print(type(d.x).__name__)
try:
    del d.x
except AttributeError as error:
    print(error)
