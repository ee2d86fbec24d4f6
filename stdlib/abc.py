"""Abstract classes: classes that cannot be instantiated, and that others may be registered with."""

import _abc
import _library

__all__ = [
    "ABC", "ABCMeta", "abstractclassmethod", "abstractmethod", "abstractproperty", "abstractstaticmethod",
    "get_cache_token", "update_abstractmethods",
]


def abstractmethod(funcobj):
    """Mark a method that a subclass must define."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    """A class method that a subclass must define."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        super().__init__(abstractmethod(callable))


class abstractstaticmethod(staticmethod):
    """A static method that a subclass must define."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        super().__init__(abstractmethod(callable))


class abstractproperty(property):
    """A property that a subclass must define."""

    __isabstractmethod__ = True


# Grows with every registration: what was decided before may be wrong afterwards.
_registrations = 0


def get_cache_token():
    """A number that changes with every registration."""
    return _registrations


def _abstract_names(cls, namespace):
    names = {name for name, value in namespace.items() if getattr(value, "__isabstractmethod__", False)}
    for base in cls.__bases__:
        for name in getattr(base, "__abstractmethods__", ()):
            if getattr(getattr(cls, name, None), "__isabstractmethod__", False):
                names.add(name)
    return frozenset(names)


def update_abstractmethods(cls):
    """Find the abstract methods again after the class has changed."""
    if hasattr(cls, "__abstractmethods__"):
        cls.__abstractmethods__ = _abstract_names(cls, cls.__dict__)
    return cls


class ABCMeta(type):
    """The class of abstract classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        cls.__abstractmethods__ = _abstract_names(cls, namespace)
        cls._abc_registry = set()
        cls._abc_answers = {}
        cls._abc_token = _registrations
        return cls

    def register(cls, subclass):
        """Let a class count as a subclass."""
        global _registrations
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError("Refusing to create an inheritance cycle")
        cls._abc_registry.add(subclass)
        _registrations += 1
        _abc.share(cls, subclass)
        return subclass

    def __instancecheck__(cls, instance):
        own = instance.__class__
        if cls._abc_token == _registrations:
            # What is known already is answered here.
            answer = cls._abc_answers.get(own)
            if answer or answer is False and type(instance) is own:
                return answer
        return cls.__subclasscheck__(own) or (type(instance) is not own and cls.__subclasscheck__(type(instance)))

    def __subclasscheck__(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError("issubclass() arg 1 must be a class")
        if cls._abc_token != _registrations:
            cls._abc_answers.clear()
            cls._abc_token = _registrations
        answer = cls._abc_answers.get(subclass)
        if answer is None:
            answer = cls._abc_decide(subclass)
            cls._abc_answers[subclass] = answer
        return answer

    def _abc_decide(cls, subclass):
        answer = cls.__subclasshook__(subclass)
        if answer is not NotImplemented:
            return bool(answer)
        if cls in getattr(subclass, "__mro__", ()):
            return True
        if any(issubclass(subclass, registered) for registered in cls._abc_registry):
            return True
        return any(issubclass(subclass, child) for child in cls.__subclasses__())


class ABC(metaclass=ABCMeta):
    """An abstract class, for those who would rather inherit than name a metaclass."""

    __slots__ = ()


_library.builtins("_abc", globals(), "get_cache_token")
