class A:
    def me(self):
        return __class__

    @staticmethod
    def static():
        return __class__

    def comprehension(self):
        return [__class__.__name__ for _ in range(1)]


class B(A): ...


print(B().me() is A, A.static() is A, B().comprehension())
me = A.me
A = None
print(me(None).__name__)
