def outer():
    local = "local"

    class C[T: (int, str) = int]:
        attribute: T
        bound = T
        seen = local

        def method[U: list[T]](self, x: T, y: U) -> dict[T, U]:
            return T, U, local

        type Alias[V] = tuple[T, U_global, V]

    return C


C = outer()
T, = C.__type_params__
print(T, T.__constraints__, T.__default__, T.has_default(), C.bound is T, C.seen)
print(C.method.__type_params__, C.method.__annotations__["x"] is T, C().method(1, 2)[2])
U_global = float
print(C.Alias, C.Alias.__type_params__, C.Alias[int].__args__)
print(C.__annotations__, "T" in vars(C))


def f[*Ts, **P](*args: *Ts, **kw) -> None: return Ts, P


Ts, P = f()
print(Ts, P, f.__type_params__ == (Ts, P), f.__annotations__["args"])


class Base[T]: ...


class Derived[S](Base[S]): ...


print(Derived.__bases__, Derived.__orig_bases__, Base[int], Base[int].__origin__ is Base, Base[int]().__class__)
for bad in ("def f[T](x: T = T): ...\nf", "class C[T](T): ..."):
    try:
        exec(bad)
        print("fine")
    except (NameError, TypeError) as e:
        print(type(e).__name__, e)
