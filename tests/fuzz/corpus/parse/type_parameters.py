def f[T: int = str, *Ts = *tuple[int], **P = [int]](x: T) -> T: ...
class C[T: (int, str), *Ts](Generic[*Ts], metaclass=M, **kw): x: T = 1; (y): int; a.b: int = 2; a[0]: str
type A[T] = list[T] | None
async def g[T](): yield
class D[]: pass
