type Point = tuple[float, float]
type Tree[T] = T | list[Tree[T]]
print(Point, Point.__name__, Point.__value__, Point.__type_params__)
print(Tree, Tree.__type_params__, Tree[int])
type Lazy = undefined_until_asked
try:
    Lazy.__value__
except NameError as error:
    print(error)
undefined_until_asked = int
print(Lazy.__value__)
type = "type is a soft keyword"
print(type)
