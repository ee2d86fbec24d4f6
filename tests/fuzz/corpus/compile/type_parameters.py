type A[T: int = A[T], *Ts = *tuple[T], **P = [T]] = B[T, *Ts, P] | (lambda: T)
class C[T, U: (T, int)](D[T], metaclass=E[U]):
    type F = T | U | C
    def g[V: T](self, x: T = F, *y: *V, z: U = [T for T in V]) -> V: return T, U, V, __class__
    x: T
    [T for _ in T]
def h[T](a: T = (b := 1)) -> T[j]: return lambda: T
def i[T: (j), U: x, V: y](): nonlocal_
