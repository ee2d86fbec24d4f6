print(type(1).__name__, type([]).__qualname__, type(None).__name__, type(lambda: 0).__name__, type(print).__name__, type(str.join).__name__, type([].append).__name__, type(type).__name__, type(property()).__name__, type(Ellipsis).__name__, type(NotImplemented).__name__, type(range(0)).__name__, type(iter([])).__name__, type((i for i in ())).__name__, type(super).__name__, type(int.__add__).__name__, type((1).__add__).__name__, type(dict.fromkeys).__name__, type(object.__init_subclass__).__name__)
import types

print(types.FunctionType.__name__, types.MethodType.__name__, types.ModuleType.__name__, types.CodeType.__name__, types.GeneratorType.__name__, types.CoroutineType.__name__, types.TracebackType.__name__, types.FrameType.__name__, types.GenericAlias.__name__, types.UnionType.__name__, types.NoneType.__name__, types.EllipsisType.__name__)
print(len.__name__, len.__module__, len.__self__.__name__, [].append.__self__, str.upper.__objclass__, int.__add__.__name__, int.real.__name__, (5).real)
print(int.__module__, ValueError.__module__, type.__module__, list.__bases__, bool.__base__, int.mro(), object.__bases__, type.__mro__)
