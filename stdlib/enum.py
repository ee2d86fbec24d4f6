"""Enumerations: classes with a fixed number of named instances."""

import operator
from types import DynamicClassAttribute, MappingProxyType

__all__ = [
    "EnumType", "EnumMeta", "EnumDict", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum", "auto", "unique",
    "property", "verify", "member", "nonmember", "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP", "CONTINUOUS",
    "NAMED_FLAGS", "UNIQUE", "EnumCheck", "global_enum", "show_flag_values", "pickle_by_enum_name",
]

_builtin_property = property
_absent = object()


class member:
    """Makes a member of what would be a method or a descriptor."""

    def __init__(self, value):
        self.value = value


class nonmember:
    """Keeps an attribute from becoming a member."""

    def __init__(self, value):
        self.value = value


class auto:
    """A value that the class chooses."""

    def __init__(self, value=_absent):
        self.value = value

    def __repr__(self):
        return "auto()" if self.value is _absent else f"auto({self.value!r})"


class property(DynamicClassAttribute):
    """A property of members that does not hide a member of the same name."""

    def __set_name__(self, owner, name):
        self.name, self.clsname = name, owner.__name__

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot set attribute {self.name!r}")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError(f"<enum {self.clsname!r}> cannot delete attribute {self.name!r}")
        self.fdel(instance)

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            found = ownerclass._member_map_.get(self.name)
            if found is None:
                raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}")
            return found
        if self.fget is None:
            return ownerclass._member_map_[self.name]
        return self.fget(instance)


def _is_descriptor(value):
    return any(hasattr(value, name) for name in ("__get__", "__set__", "__delete__"))


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


_SUNDERS = {"_order_", "_generate_next_value_", "_numeric_repr_", "_missing_", "_ignore_", "_iter_member_",
            "_iter_member_by_value_", "_iter_member_by_def_", "_add_alias_", "_add_value_alias_"}


class EnumDict(dict):
    """The namespace of the class statement: remembers which names are members."""

    def __init__(self, cls_name=None):
        super().__init__()
        self._member_names, self._last_values, self._ignore, self._cls_name = {}, [], [], cls_name
        self._generate = None

    @_builtin_property
    def member_names(self):
        """The names of the members so far."""
        return list(self._member_names)

    def __setitem__(self, key, value):
        if self._cls_name is not None and key.startswith(f"_{self._cls_name}__"):
            pass
        elif _is_sunder(key):
            if key not in _SUNDERS:
                raise ValueError(f"_sunder_ names, such as {key!r}, are reserved for future Enum use")
            if key == "_generate_next_value_":
                self._generate = value.__func__ if isinstance(value, staticmethod) else value
            elif key == "_ignore_":
                value = value.replace(",", " ").split() if isinstance(value, str) else list(value)
                self._ignore = value
        elif _is_dunder(key):
            pass
        elif key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif isinstance(value, member) or not (_is_descriptor(value) or isinstance(value, type)):
            if key in self:
                raise TypeError(f"{key!r} already defined as {self[key]!r}")
            if isinstance(value, member):
                value = value.value
            value = self._chosen(key, value)
            self._member_names[key] = None
            self._last_values.append(value)
        super().__setitem__(key, value)

    def _chosen(self, key, value):
        """The value of a member, with every `auto()` in it replaced."""
        parts = list(value) if type(value) is tuple and any(isinstance(part, auto) for part in value) else [value]
        for place, part in enumerate(parts):
            if isinstance(part, auto):
                if part.value is _absent:
                    part.value = self._generate(key, 1, len(self._member_names), self._last_values[:])
                parts[place] = part.value
        return tuple(parts) if type(value) is tuple and parts != [value] else parts[0]


class FlagBoundary:
    """Filled in below, once there are enumerations."""


STRICT = CONFORM = EJECT = KEEP = None


class EnumType(type):
    """The class of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        namespace = EnumDict(cls)
        _, first = metacls._get_mixins_(cls, bases)
        if first is not None:
            namespace._generate = getattr(first, "_generate_next_value_", None)
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if type(classdict) is not EnumDict:
            plain, classdict = classdict, metacls.__prepare__(cls, bases)
            for key, value in plain.items():
                classdict[key] = value
        names = list(classdict._member_names)
        invalid = set(names) & {"mro", ""}
        if invalid:
            raise ValueError(f"invalid enum member name(s) {','.join(map(repr, invalid))}")
        for name in classdict._ignore:
            classdict.pop(name, None)
        member_type, first = metacls._get_mixins_(cls, bases)
        values = {name: classdict.pop(name) for name in names}
        namespace = dict(classdict)
        namespace.pop("_ignore_", None)
        order = namespace.pop("_order_", None)
        # The `__new__` of `Enum` itself looks members up; that of any other enumeration makes them.
        own_new = namespace.pop("__new__", None) if bases else None
        if own_new is not None and isinstance(own_new, staticmethod):
            own_new = own_new.__func__
        namespace.update(_member_names_=[], _member_map_={}, _value2member_map_={}, _unhashable_values_=[],
                         _member_type_=member_type, _hashable_values_=[])
        if "_generate_next_value_" in namespace and not isinstance(namespace["_generate_next_value_"], staticmethod):
            namespace["_generate_next_value_"] = staticmethod(namespace["_generate_next_value_"])
        namespace["_boundary_"] = boundary or getattr(first, "_boundary_", None)
        enum = super().__new__(metacls, cls, bases, namespace, **kwds)
        if member_type is not object and first is not None:
            _borrow_methods(enum, member_type, first, namespace)
        make = own_new or getattr(first, "__new_member__", None) or member_type.__new__
        enum._new_member_ = make
        for name, value in values.items():
            _add_member(enum, name, value, make, member_type)
        if own_new is not None:
            enum.__new_member__ = staticmethod(own_new)
        if bases:
            enum.__new__ = Enum.__new__
        if Flag is not None and issubclass(enum, Flag):
            _finish_flag(enum)
        if order is not None:
            wanted = order.replace(",", " ").split() if isinstance(order, str) else list(order)
            if [name for name in wanted if name in enum._member_names_] != enum._member_names_:
                raise TypeError(f"member order does not match _order_:\n  {enum._member_names_!r}\n  {wanted!r}")
        return enum

    def __init__(cls, *args, **kwds):
        pass

    def __call__(cls, value=_absent, names=_absent, *values, module=None, qualname=None, type=None, start=1, boundary=None):
        """The member of a value; with names, a new enumeration."""
        if cls._member_map_:
            if value is _absent:
                raise TypeError(f"{cls.__name__}.__new__() missing 1 required positional argument: 'value'")
            if names is not _absent:
                value = (value, names, *values)
            return cls.__new__(cls, value)
        if names is _absent and type is None:
            return cls.__new__(cls, value)
        return cls._create_(value, None if names is _absent else names, module=module, qualname=qualname, type=type,
                            start=start, boundary=boundary)

    def __contains__(cls, value):
        """Whether something is a member or the value of one."""
        if isinstance(value, cls):
            return True
        try:
            return value in cls._value2member_map_
        except TypeError:
            return value in cls._unhashable_values_

    def __getattr__(cls, name):
        if _is_dunder(name):
            raise AttributeError(name)
        try:
            return cls.__dict__["_member_map_"][name]
        except KeyError:
            raise AttributeError(f"type object {cls.__name__!r} has no attribute {name!r}") from None

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"cannot reassign member {name!r}")
        super().__setattr__(name, value)

    def __delattr__(cls, name):
        if name in cls.__dict__.get("_member_map_", {}):
            raise AttributeError(f"{cls.__name__!r} cannot delete member {name!r}.")
        super().__delattr__(name)

    def __getitem__(cls, name):
        """The member of a name. Raises KeyError if there is none."""
        return cls._member_map_[name]

    def __iter__(cls):
        """An iterator over the members, as the class body has them; aliases do not count."""
        return (cls._member_map_[name] for name in cls._member_names_)

    def __reversed__(cls):
        """An iterator from the last member to the first."""
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __len__(cls):
        """How many members there are, aliases not counting."""
        return len(cls._member_names_)

    def __bool__(cls):
        """Classes are true."""
        return True

    def __dir__(cls):
        return sorted({"__class__", "__contains__", "__doc__", "__getitem__", "__init_subclass__", "__iter__", "__len__",
                       "__members__", "__module__", "__name__", "__qualname__", *cls._member_names_})

    @_builtin_property
    def __members__(cls):
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        return f"<{'flag' if Flag is not None and issubclass(cls, Flag) else 'enum'} {cls.__name__!r}>"

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None):
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        _, first = cls._get_mixins_(class_name, bases)
        classdict = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(",", " ").split()
        names = list(names.items() if hasattr(names, "items") else names or ())
        last = []
        for place, item in enumerate(names):
            if isinstance(item, str):
                value = first._generate_next_value_(item, start, place, last[:])
            else:
                item, value = item
            last.append(value)
            classdict[item] = value
        if module is None:
            import sys

            module = sys._getframe(2).f_globals.get("__name__")
        classdict["__module__"] = module
        classdict["__qualname__"] = qualname or class_name
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base.__dict__.get("_member_names_"):
                    raise TypeError(f"<enum {class_name!r}> cannot extend {base!r}")

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """The type that the members also have, and the enumeration that is inherited from."""
        if not bases:
            return object, None
        first = bases[-1]
        if not isinstance(first, EnumType):
            raise TypeError("new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`")
        found = None
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        candidate = base._member_type_
                    else:
                        continue
                elif "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                    candidate = base
                else:
                    continue
                if found is None or issubclass(candidate, found):
                    found = candidate
                elif not issubclass(found, candidate):
                    raise TypeError(f"too many data types for {class_name!r}: {({found, candidate})!r}")
                break
        return found or object, first


EnumMeta = EnumType
Enum = Flag = None


def _borrow_methods(enum, member_type, first, namespace):
    """An enumeration with a data type shows its members as enumerations do, unless it asks for the type's ways."""
    plain = ReprEnum is not None and ReprEnum in enum.__mro__
    for name in ("__repr__", "__str__", "__format__", "__reduce_ex__"):
        if name in namespace:
            continue
        if name == "__reduce_ex__" or not (plain and name in ("__str__", "__format__")):
            inherited = getattr(enum, name)
            if inherited in (getattr(member_type, name, None), getattr(object, name, None)):
                type.__setattr__(enum, name, getattr(Enum, name))
        elif getattr(enum, name) is getattr(Enum, name):
            method = getattr(member_type, name)
            if method is object.__str__:
                # It would ask the member's own repr(), which is that of enumerations.
                method = member_type.__repr__
            type.__setattr__(enum, name, method)


def _add_member(enum, name, value, make, member_type):
    arguments = value if isinstance(value, tuple) else (value,)
    if member_type is tuple:
        arguments = (arguments,)
    if make is object.__new__:
        new = make(enum)
    else:
        new = make(enum, *arguments)
    if not hasattr(new, "_value_"):
        if member_type is object:
            new._value_ = value
        else:
            try:
                new._value_ = member_type(*arguments)
            except Exception as error:
                raise TypeError("_value_ not set in __new__, unable to create it") from error
    value = new._value_
    known = None
    try:
        known = enum._value2member_map_.get(value)
    except TypeError:
        known = next((m for m in enum._member_map_.values() if m._value_ == value), None)
    if known is None:
        new._name_ = name
        new.__objclass__ = enum
        new._sort_order_ = len(enum._member_names_)
        if enum.__init__ is not object.__init__:
            enum.__init__(new, *arguments)
        value = new._value_
        if Flag is None or not issubclass(enum, Flag) or _single_bit(value):
            enum._member_names_.append(name)
        known = new
    enum._member_map_[name] = known
    existing = next((base.__dict__[name] for base in enum.__mro__[1:] if name in base.__dict__), None)
    if not isinstance(existing, property):
        type.__setattr__(enum, name, known)
    elif existing.fget is not None:
        type.__setattr__(enum, name, property(existing.fget))
        enum.__dict__[name].__set_name__(enum, name)
    try:
        enum._value2member_map_.setdefault(value, known)
    except TypeError:
        enum._unhashable_values_.append(value)


class Enum(metaclass=EnumType):
    """Make a class of named constants."""

    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for member in cls._member_map_.values():
                if member._value_ == value:
                    return member
        if not cls._member_map_:
            raise TypeError(f"{cls!r} has no members defined")
        error = None
        try:
            result = cls._missing_(value)
        except Exception as failure:
            error, result = failure, None
        if isinstance(result, cls) or (Flag is not None and issubclass(cls, Flag) and isinstance(result, int)
                                       and cls._boundary_ is EJECT):
            return result
        invalid = ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        if result is None and error is None:
            raise invalid
        if error is None:
            error = TypeError(f"error in {cls.__name__}._missing_: returned {result!r} instead of None or a valid member")
        if not isinstance(error, ValueError):
            error.__context__ = invalid
        raise error

    def __init__(self, *args, **kwds):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            return max(value for value in last_values) + 1
        except TypeError:
            raise TypeError("unable to sort non-numeric values") from None

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        show = type(self)._member_type_.__repr__ if type(self)._member_type_ not in (object, None) else repr
        return f"<{type(self).__name__}.{self._name_}: {show(self._value_)}>"

    def __str__(self):
        return f"{type(self).__name__}.{self._name_}"

    def __dir__(self):
        own = {name for name in self.__dict__ if name[:1] != "_"}
        inherited = {name for cls in type(self).__mro__ for name in cls.__dict__ if name[:1] != "_"}
        return sorted({"__class__", "__doc__", "__eq__", "__hash__", "__module__", "name", "value"} | own
                      | (inherited - set(type(self)._member_map_)))

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return type(self), (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        """Under which name the class has the member."""
        return self._name_

    @property
    def value(self):
        """What the class body assigned to the member."""
        return self._value_

    def _add_alias_(self, name):
        type(self)._member_map_[name] = self
        type.__setattr__(type(self), name, self)

    def _add_value_alias_(self, value):
        type(self)._value2member_map_[value] = self


class ReprEnum(Enum):
    """An enumeration that changes only the repr of its data type."""


class IntEnum(int, ReprEnum):
    """An enumeration whose members are integers too."""


class StrEnum(str, ReprEnum):
    """An enumeration whose members are strings too."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        wrong = "is not a string", "encoding must be a string", "errors must be a string"
        for place, (value, what) in enumerate(zip(values, wrong)):
            if not isinstance(value, str):
                raise TypeError(f"{value!r} {what}" if place == 0 else f"{what}, not {value!r}")
        text = str(*values)
        new = str.__new__(cls, text)
        new._value_ = text
        return new

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class FlagBoundary(StrEnum):
    """What becomes of bits that no member has."""

    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


def _single_bit(value):
    return isinstance(value, int) and value > 0 and value & (value - 1) == 0


def _bits(value):
    while value:
        bit = value & -value
        yield bit
        value ^= bit


def _finish_flag(enum):
    """What the boundaries ask: all bits, and those that members have."""
    singles = everything = 0
    for member in enum._member_map_.values():
        if isinstance(member._value_, int):
            everything |= member._value_
            if _single_bit(member._value_):
                singles |= member._value_
    enum._flag_mask_, enum._singles_mask_ = everything, singles
    enum._all_bits_ = 2 ** everything.bit_length() - 1
    if enum._boundary_ is None:
        enum._boundary_ = STRICT
    enum._member_names_.sort(key=lambda name: enum._member_map_[name]._value_)


class Flag(Enum, boundary=STRICT):
    """An enumeration whose members can be combined."""

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        highest = max(last_values)
        try:
            return 2 ** highest.bit_length()
        except AttributeError:
            raise TypeError(f"invalid flag value {highest!r}") from None

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        mask, everything = cls._flag_mask_, cls._all_bits_
        if not ~everything <= value <= everything or value & (everything ^ mask):
            if cls._boundary_ is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                show = lambda n: f"0b{'1' if n < 0 else '0'} {n & (2 ** width - 1):0{width}b}"
                raise ValueError(f"{cls!r} invalid value {value!r}\n    given {show(value)}\n  allowed {show(mask)}")
            if cls._boundary_ is CONFORM:
                value &= mask
            elif cls._boundary_ is EJECT:
                return value
        if value < 0:
            value = max(everything + 1, 2 ** value.bit_length()) + value
        if value in cls._value2member_map_:
            return cls._value2member_map_[value]
        new = object.__new__(cls) if cls._member_type_ is object else cls._member_type_.__new__(cls, value)
        new._value_ = value
        known = [cls._value2member_map_[bit] for bit in _bits(value & mask) if bit in cls._value2member_map_]
        unknown = value & ~mask
        names = [member._name_ for member in known] + ([str(unknown)] if unknown and cls._boundary_ is KEEP else [])
        new._name_ = "|".join(names) or None
        return cls._value2member_map_.setdefault(value, new)

    def __contains__(self, other):
        if not isinstance(other, type(self)):
            kinds = f"{type(other).__qualname__!r} and {type(self).__qualname__!r}"
            raise TypeError(f"unsupported operand type(s) for 'in': {kinds}")
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        cls = type(self)
        members = map(cls._value2member_map_.get, _bits(self._value_ & cls._flag_mask_))
        return iter([member for member in members if member is not None])

    def __len__(self):
        return self._value_.bit_count()

    def __bool__(self):
        return bool(self._value_)

    def __repr__(self):
        name = "" if self._name_ is None else f".{self._name_}"
        return f"<{type(self).__name__}{name}: {self._value_!r}>"

    def __str__(self):
        shown = f"({self._value_!r})" if self._name_ is None else f".{self._name_}"
        return type(self).__name__ + shown

    def _other_value(self, other):
        if isinstance(other, type(self)):
            return other._value_
        return other if type(self)._member_type_ is not object and isinstance(other, type(self)._member_type_) else None

    def __or__(self, other):
        other = self._other_value(other)
        return NotImplemented if other is None else type(self)(self._value_ | other)

    def __and__(self, other):
        other = self._other_value(other)
        return NotImplemented if other is None else type(self)(self._value_ & other)

    def __xor__(self, other):
        other = self._other_value(other)
        return NotImplemented if other is None else type(self)(self._value_ ^ other)

    def __invert__(self):
        cls = type(self)
        return cls(~self._value_ if cls._boundary_ in (EJECT, KEEP) else cls._singles_mask_ & ~self._value_)

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """An enumeration whose members are integers and can be combined."""


def unique(enumeration):
    """Refuse an enumeration in which two names have one value."""
    aliases = [f"{name} -> {member.name}" for name, member in enumeration.__members__.items() if name != member.name]
    if aliases:
        raise ValueError(f"duplicate values found in {enumeration!r}: {', '.join(aliases)}")
    return enumeration


class EnumCheck(StrEnum):
    """What `verify` can check."""

    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """Check an enumeration as a decorator."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        for check in self.checks:
            if check is UNIQUE:
                aliases = [f"{n} -> {m.name}" for n, m in enumeration.__members__.items() if n != m.name]
                if aliases:
                    raise ValueError(f"aliases found in {enumeration!r}: {', '.join(aliases)}")
            elif check is CONTINUOUS:
                values = {m.value for m in enumeration}
                if len(values) > 1:
                    wanted = ({2**n for n in range(min(values).bit_length() - 1, max(values).bit_length())}
                              if issubclass(enumeration, Flag) else set(range(min(values), max(values) + 1)))
                    missing = sorted(wanted - values)
                    if missing:
                        raise ValueError(f"invalid {'Flag' if issubclass(enumeration, Flag) else 'Enum'} "
                                         f"{enumeration.__name__!r}: missing values {', '.join(map(str, missing))}")
        return enumeration


def global_enum(cls, update_str=False):
    """Put the members into the module of the class."""
    import sys

    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


def show_flag_values(value):
    """The values of the bits of a flag."""
    return list(_bits(operator.index(value)))


def pickle_by_enum_name(self, proto):
    """Lets members be pickled by name."""
    return getattr, (type(self), self._name_)
