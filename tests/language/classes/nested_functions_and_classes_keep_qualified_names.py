class A:
    class B:
        def m(self):
            def inner():
                class C: ...
                return C, lambda: 1
            return inner


C, lam = A.B().m()()
print(A.B.m.__qualname__, A.B().m().__qualname__, C.__qualname__, lam.__qualname__)
print((lambda: 0).__qualname__, [x.__qualname__ for x in (lambda: 1,)], (i for i in "a").__qualname__)
