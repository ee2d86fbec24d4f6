class C: ...


a, b = C(), C()
print(a == a, a == b, a != b, a is a, len({a, b, a}), a.__eq__(b), a.__eq__(a), a.__ne__(b))
print(object() == object(), (a, b) == (a, b), [a] == [b])
nan = float("nan")
print(nan == nan, [nan] == [nan], nan in [nan], (nan,) == (nan,), {nan: 1}[nan], [nan].index(nan), [nan].count(nan))
print(a.__lt__(b), object.__eq__(1, 1), int.__eq__(1, 1.0), (1).__lt__(2.0))
