class Replaced:
    def __mro_entries__(self, bases):
        print("entries for", len(bases))
        return (Base, Extra)


class Base:
    x = 1


class Extra:
    y = 2


class C(Replaced()):
    pass


print(C.__bases__ == (Base, Extra), C.x, C.y, type(C.__orig_bases__[0]).__name__)


class D(list[int]): ...


print(D.__bases__, D.__orig_bases__, D([1]))
