class Box[T: int = bool]:
    def get[U](self, x: T) -> U:
        return x

type Pair[A] = tuple[A, A]
