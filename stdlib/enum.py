"""Enumerations: classes with a fixed number of named instances."""

import operator
from _enumbody import EnumDict, auto, member, nonmember
from _enumbody import Property as property
from _enumbody import absent as _absent, names_of as _names, redirection as _redirection
from builtins import bin as _digits, property as _builtin_property
from types import DynamicClassAttribute, MappingProxyType

__all__ = [
    "EnumType", "EnumMeta", "EnumDict", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum", "auto", "unique",
    "property", "verify", "member", "nonmember", "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP",
    "global_flag_repr", "global_enum_repr", "global_str", "global_enum", "EnumCheck", "CONTINUOUS", "NAMED_FLAGS",
    "UNIQUE", "pickle_by_global_name", "pickle_by_enum_name",
]


class _Maker:
    """Stands in the namespace for a member, and makes it when the class is there: before `__init_subclass__`."""

    def __init__(self, value):
        self.value = value

    def __set_name__(self, enum, name):
        type.__delattr__(enum, name)
        value, member_type = self.value, enum._member_type_
        arguments = value if isinstance(value, tuple) else (value,)
        if member_type is tuple:
            arguments = (arguments,)
        made = enum._new_member_(enum, *arguments) if enum._use_args_ else enum._new_member_(enum)
        if not hasattr(made, "_value_"):
            if member_type is object:
                made._value_ = value
            else:
                try:
                    made._value_ = member_type(*arguments)
                except Exception as error:
                    raise TypeError("_value_ not set in __new__, unable to create it") from error
        value = made._value_
        made._name_, made.__objclass__ = name, enum
        made.__init__(*arguments)
        made._sort_order_ = len(enum._member_names_)
        is_flag, single = Flag is not None and issubclass(enum, Flag), isinstance(value, int) and _is_single_bit(value)
        if is_flag and isinstance(value, int):
            enum._flag_mask_ |= value
            enum._singles_mask_ |= value if single else 0
            enum._all_bits_ = 2 ** enum._flag_mask_.bit_length() - 1
        known = _of_value(enum, value)
        if known is not None:
            made = known
        elif not is_flag or single:
            enum._member_names_.append(name)
        enum._add_member_(name, made)
        _note_value(enum, name, value, made)


def _of_value(enum, value):
    """The member of a value, which need not be hashable."""
    try:
        return enum._value2member_map_.get(value)
    except TypeError:
        return next((found for found in enum._member_map_.values() if found._value_ == value), None)


def _note_value(enum, name, value, found):
    try:
        enum._value2member_map_.setdefault(value, found)
    except TypeError:
        enum._unhashable_values_.append(value)
        enum._unhashable_values_map_.setdefault(name, []).append(value)


Enum = Flag = ReprEnum = EJECT = KEEP = None


class EnumType(type):
    """The class of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        namespace = EnumDict()
        namespace._cls_name = cls
        _, first = metacls._get_mixins_(cls, bases)
        if first is not None:
            namespace["_generate_next_value_"] = getattr(first, "_generate_next_value_", None)
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if _simple:
            return super().__new__(metacls, cls, bases, classdict, **kwds)
        classdict.setdefault("_ignore_", []).append("_ignore_")
        for name in classdict["_ignore_"]:
            classdict.pop(name, None)
        invalid = set(classdict._member_names) & {"mro", ""}
        if invalid:
            raise ValueError(f"invalid enum member name(s) {','.join(map(repr, invalid))}")
        order = classdict.pop("_order_", None)
        member_type, first = metacls._get_mixins_(cls, bases)
        make, keeps_new, use_args = metacls._find_new_(classdict, member_type, first)
        namespace = dict(classdict)
        for name in classdict._member_names:
            namespace[name] = _Maker(namespace[name])
        chooser = namespace.get("_generate_next_value_")
        if chooser is not None and not isinstance(chooser, staticmethod):
            namespace["_generate_next_value_"] = staticmethod(chooser)
        namespace.update(
            _new_member_=make, _use_args_=use_args, _member_names_=[], _member_map_={}, _value2member_map_={},
            _unhashable_values_=[], _unhashable_values_map_={}, _member_type_=member_type,
            _value_repr_=metacls._find_data_repr_(cls, bases), _boundary_=boundary or getattr(first, "_boundary_", None),
            _flag_mask_=0, _singles_mask_=0, _all_bits_=0, _inverted_=None,
        )
        try:
            enum = super().__new__(metacls, cls, bases, namespace, **kwds)
        except Exception as error:
            # That a member was being made is no news to whoever wrote the class.
            if hasattr(error, "__notes__"):
                del error.__notes__
            raise
        _settle_methods(enum, bases, member_type, first, namespace)
        if Enum is not None:
            if keeps_new:
                enum.__new_member__ = make
            enum.__new__ = Enum.__new__
        if Flag is not None and issubclass(enum, Flag):
            values = [found._value_ for found in enum]
            if values != sorted(values):
                enum._iter_member_ = enum._iter_member_by_def_
        if order is not None:
            _check_order(enum, _names(order))
        return enum

    def __init__(cls, *args, **kwds):
        pass

    def __call__(cls, value, names=_absent, *values, module=None, qualname=None, type=None, start=1, boundary=None):
        """The member of a value; with names, a new enumeration."""
        if names is _absent:
            try:
                return cls._value2member_map_[value]
            except (KeyError, TypeError):
                pass
        if cls._member_map_:
            if names is not _absent:
                value = (value, names, *values)
            return cls.__new__(cls, value)
        if names is _absent and type is None:
            raise TypeError(f"{cls} has no members; specify `names=()` if you meant to create a new, empty, enum")
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
        names = {"__class__", "__contains__", "__doc__", "__getitem__", "__iter__", "__len__", "__members__",
                 "__module__", "__name__", "__qualname__", *cls._member_names_}
        if cls._new_member_ is not object.__new__:
            names.add("__new__")
        if cls.__init_subclass__ is not object.__init_subclass__:
            names.add("__init_subclass__")
        return sorted(names if cls._member_type_ is object else names | set(dir(cls._member_type_)))

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
        names = list(names.items() if hasattr(names, "items") else _names(names or ()))
        last = []
        for place, item in enumerate(names):
            if isinstance(item, str):
                value = first._generate_next_value_(item, start, place, last[:])
                last.append(value)
            else:
                item, value = item
            classdict[item] = value
        if module is None:
            import sys

            module = sys._getframe(2).f_globals.get("__name__")
        classdict["__module__"] = module
        if qualname is not None:
            classdict["__qualname__"] = qualname
        return metacls.__new__(metacls, class_name, bases, classdict, boundary=boundary)

    def _add_member_(cls, name, found):
        """Puts a member under a name, beside what the bases have there."""
        known = cls._member_map_.get(name)
        if known is not None:
            if known is not found:
                raise NameError(f"{name!r} is already bound: {known!r}")
            return
        redirect = _redirection(cls, name)
        if redirect is None:
            type.__setattr__(cls, name, found)
        else:
            redirect.member = found
            redirect.__set_name__(cls, name)
            type.__setattr__(cls, name, redirect)
        cls._member_map_[name] = found

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    raise TypeError(f"<enum {class_name!r}> cannot extend {base!r}")

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """The type that the members also have, and the enumeration that is inherited from."""
        if not bases:
            return object, Enum
        first = bases[-1]
        if not isinstance(first, EnumType):
            raise TypeError("new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`")
        return mcls._find_data_type_(class_name, bases) or object, first

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        found = set()
        for chain in bases:
            outermost = None
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is object:
                        continue
                    found.add(base._member_type_)
                    break
                outermost = outermost or base
                if "__new__" in base.__dict__ or "__dataclass_fields__" in base.__dict__:
                    found.add(outermost)
                    break
        if len(found) > 1:
            raise TypeError(f"too many data types for {class_name!r}: {found!r}")
        return found.pop() if found else None

    @classmethod
    def _find_data_repr_(mcls, class_name, bases):
        """How the values show themselves; None for their own way."""
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    return base._value_repr_
                if "__repr__" in base.__dict__:
                    parameters = base.__dict__.get("__dataclass_params__")
                    if parameters is not None and parameters.repr and "__dataclass_fields__" in base.__dict__:
                        return _fields_shown
                    return base.__dict__["__repr__"]
        return None

    @classmethod
    def _find_new_(mcls, classdict, member_type, first):
        """What makes members, whether the class keeps it under another name, and whether it gets the value."""
        make = classdict.get("__new__")
        keeps = first is not None and make is not None
        if make is None:
            usual = (None, object.__new__, getattr(Enum, "__new__", None))
            candidates = (getattr(owner, name, None) for name in ("__new_member__", "__new__")
                          for owner in (member_type, first))
            make = next((found for found in candidates if found not in usual), object.__new__)
        return make, keeps, first is not None and make is not object.__new__


EnumMeta = EnumType


def _settle_methods(enum, bases, member_type, first, namespace):
    """An enumeration with a data type shows its members as enumerations do, unless it asks for the type's ways."""
    own = set(namespace)
    if ReprEnum is not None and ReprEnum in bases:
        if member_type is object:
            raise TypeError("ReprEnum subclasses must be mixed with a data type (i.e. int, str, float, etc.)")
        if "__format__" not in own:
            enum.__format__ = member_type.__format__
        if "__str__" not in own:
            # `object.__str__` would ask the member's own repr(), which is that of enumerations.
            enum.__str__ = member_type.__repr__ if member_type.__str__ is object.__str__ else member_type.__str__
        own |= {"__format__", "__str__"}
    for name in ("__repr__", "__str__", "__format__", "__reduce_ex__"):
        if name not in own and getattr(enum, name) in (getattr(member_type, name), getattr(object, name)):
            setattr(enum, name, getattr(first, name))
    if Flag is not None and issubclass(enum, Flag):
        for name in ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__"):
            if name not in own:
                setattr(enum, name, getattr(Flag, name))


def _check_order(enum, wanted):
    names = enum._member_names_
    if Flag is not None and issubclass(enum, Flag):
        wanted = [name for name in wanted if name in names or name not in enum._member_map_]
    else:
        wanted = [name for name in wanted if name not in enum._member_map_ or name in names]
    if wanted != names:
        raise TypeError(f"member order does not match _order_:\n  {names!r}\n  {wanted!r}")


def _fields_shown(self):
    """A dataclass without its name."""
    return ", ".join(f"{name}={getattr(self, name)!r}" for name, field in self.__dataclass_fields__.items() if field.repr)


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
            for name, values in cls._unhashable_values_map_.items():
                if value in values:
                    return cls[name]
            found = _of_value(cls, value)
            if found is not None:
                return found
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
            last = max(last_values)
        except TypeError:
            raise TypeError("unable to sort non-numeric values") from None
        try:
            return last + 1
        except TypeError:
            raise TypeError(f"unable to increment {last!r}") from None

    @classmethod
    def _missing_(cls, value):
        return None

    def _add_alias_(self, name):
        type(self)._add_member_(name, self)

    def _add_value_alias_(self, value):
        cls = type(self)
        known = _of_value(cls, value)
        if known is None:
            _note_value(cls, self._name_, value, self)
        elif known is not self:
            raise ValueError(f"{value!r} is already bound: {known!r}")

    def __repr__(self):
        cls = type(self)
        return f"<{cls.__name__}.{self._name_}: {(cls._value_repr_ or repr)(self._value_)}>"

    def __str__(self):
        return f"{type(self).__name__}.{self._name_}"

    def __dir__(self):
        cls = type(self)
        names = set() if cls._member_type_ is object else set(object.__dir__(self))
        names |= {name for name in self.__dict__ if name[:1] != "_" and name not in cls._member_map_}
        for base in cls.__mro__:
            for name, found in base.__dict__.items():
                if name[:1] == "_":
                    continue
                if name not in cls._member_map_ or (isinstance(found, property) and found.fget is not None):
                    names.add(name)
                elif isinstance(found, property):
                    names.discard(name)
        return sorted({"__class__", "__doc__", "__eq__", "__hash__", "__module__"} | names)

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


class ReprEnum(Enum):
    """An enumeration that changes only the repr of its data type."""


class IntEnum(int, ReprEnum):
    """An enumeration whose members are integers too."""


class StrEnum(str, ReprEnum):
    """An enumeration whose members are strings too."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f"too many arguments for str(): {values!r}")
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError(f"{values[0]!r} is not a string")
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError(f"encoding must be a string, not {values[1]!r}")
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError(f"errors must be a string, not {values[2]!r}")
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


def _is_single_bit(value):
    return value > 0 and value & (value - 1) == 0


def _iter_bits_lsb(value):
    if value < 0:
        raise ValueError(f"{value!r} is not a positive integer")
    while value:
        bit = value & -value
        yield bit
        value ^= bit


def bin(num, max_bits=None):
    """The binary digits of a number after its sign bit, filled up with copies of the sign."""
    num = operator.index(num)
    sign, fill = ("0b0", "0") if num >= 0 else ("0b1", "1")
    digits = _digits(num)[2:] if num >= 0 else _digits(~num ^ (1 << (~num).bit_length() + 1) - 1)[3:]
    if num == 0:
        digits = ""
    return f"{sign} {digits.rjust(max_bits or 0, fill)}"


class Flag(Enum, boundary=STRICT):
    """An enumeration whose members can be combined."""

    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        highest = max(last_values)
        try:
            return 2 ** highest.bit_length()
        except Exception:
            raise TypeError(f"invalid flag value {highest!r}") from None

    @classmethod
    def _iter_member_by_value_(cls, value):
        for bit in _iter_bits_lsb(value & cls._flag_mask_):
            yield cls._value2member_map_.get(bit)

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        yield from sorted(cls._iter_member_by_value_(value), key=lambda found: found._sort_order_)

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")
        mask, everything, boundary = cls._flag_mask_, cls._all_bits_, cls._boundary_
        if not ~everything <= value <= everything or value & (everything ^ mask):
            if boundary is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(
                    f"{cls!r} invalid value {value!r}\n    given {bin(value, width)}\n  allowed {bin(mask, width)}"
                )
            if boundary is CONFORM:
                value &= mask
            elif boundary is EJECT:
                return value
            elif boundary is not KEEP:
                raise ValueError(f"{cls!r} unknown flag boundary {boundary!r}")
            elif value < 0:
                value += max(everything + 1, 2 ** value.bit_length())
        asked = value
        if value < 0:
            value += everything + 1
        unknown = value & ~mask
        if unknown and boundary is not KEEP:
            raise ValueError(f"{cls.__name__}({value!r}) -->  unknown values {unknown!r} [{bin(unknown)}]")
        new = object.__new__(cls) if cls._member_type_ is object else cls._member_type_.__new__(cls, value)
        if not hasattr(new, "_value_"):
            new._value_ = value
        new._name_ = cls._combined_name(value)
        new = cls._value2member_map_.setdefault(value, new)
        if asked != value:
            cls._value2member_map_[asked] = new
        return new

    @classmethod
    def _combined_name(cls, value):
        """The names of the members whose bits make up a value; None if there are no such members."""
        found = list(cls._iter_member_(value & cls._singles_mask_))
        covered = value & cls._singles_mask_
        if value != covered:
            # Members of several bits stand in for bits that have no member of their own.
            for each in cls._member_map_.values():
                if each not in found and each._value_ and each._value_ & value == each._value_:
                    found.append(each)
                    covered |= each._value_
        if not covered:
            return None
        name = "|".join([each._name_ for each in found])
        unknown = value ^ covered
        if not unknown:
            return name
        if cls._boundary_ is STRICT:
            raise ValueError(f"{cls!r}: no members with value {unknown!r}")
        return f"{name}|{cls._numeric_repr_(unknown)}"

    def __contains__(self, other):
        if not isinstance(other, type(self)):
            kinds = f"{type(other).__qualname__!r} and {type(self).__qualname__!r}"
            raise TypeError(f"unsupported operand type(s) for 'in': {kinds}")
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __bool__(self):
        return bool(self._value_)

    def __repr__(self):
        cls = type(self)
        name = "" if self._name_ is None else f".{self._name_}"
        return f"<{cls.__name__}{name}: {(cls._value_repr_ or repr)(self._value_)}>"

    def __str__(self):
        shown = f"({self._value_!r})" if self._name_ is None else f".{self._name_}"
        return type(self).__name__ + shown

    def _get_value(self, flag):
        if isinstance(flag, type(self)):
            return flag._value_
        return flag if self._member_type_ is not object and isinstance(flag, self._member_type_) else NotImplemented

    def _both(self, other, sign):
        """The values of both operands; None if there is nothing that the other one could mean."""
        value = self._get_value(other)
        if value is NotImplemented:
            return None
        for flag in (self, other):
            if self._get_value(flag) is None:
                raise TypeError(f"'{flag}' cannot be combined with other flags with {sign}")
        return self._value_, value

    def __or__(self, other):
        cls = type(self)
        if type(other) is cls and self._value_ is not None is not other._value_:
            return cls(self._value_ | other._value_)
        both = self._both(other, "|")
        return NotImplemented if both is None else type(self)(both[0] | both[1])

    def __and__(self, other):
        cls = type(self)
        if type(other) is cls and self._value_ is not None is not other._value_:
            return cls(self._value_ & other._value_)
        both = self._both(other, "&")
        return NotImplemented if both is None else type(self)(both[0] & both[1])

    def __xor__(self, other):
        cls = type(self)
        if type(other) is cls and self._value_ is not None is not other._value_:
            return cls(self._value_ ^ other._value_)
        both = self._both(other, "^")
        return NotImplemented if both is None else type(self)(both[0] ^ both[1])

    def __invert__(self):
        if self._value_ is None:
            raise TypeError(f"'{self}' cannot be inverted")
        if self._inverted_ is None:
            keeps = self._boundary_ in (EJECT, KEEP)
            self._inverted_ = type(self)(~self._value_ if keeps else self._singles_mask_ & ~self._value_)
        return self._inverted_

    __ror__, __rand__, __rxor__ = __or__, __and__, __xor__


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """An enumeration whose members are integers and can be combined."""


def _aliases(enumeration):
    return ", ".join(
        [f"{name} -> {found.name}" for name, found in enumeration.__members__.items() if name != found.name]
    )


def unique(enumeration):
    """Refuse an enumeration in which two names have one value."""
    aliases = _aliases(enumeration)
    if aliases:
        raise ValueError(f"duplicate values found in {enumeration!r}: {aliases}")
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
        import _enumchecks

        for check in self.checks:
            if check is UNIQUE:
                aliases = _aliases(enumeration)
                if aliases:
                    raise ValueError(f"aliases found in {enumeration!r}: {aliases}")
            elif check is CONTINUOUS:
                _enumchecks.continuous(enumeration, issubclass(enumeration, Flag))
            elif check is NAMED_FLAGS:
                _enumchecks.named_flags(enumeration)
        return enumeration


def global_enum_repr(self):
    """The module and the name, for members that the module has, too."""
    return f"{_module(self)}.{self._name_}"


def global_flag_repr(self):
    """The same, for flags: every name with its module."""
    if self._name_ is None:
        return f"{_module(self)}.{type(self).__name__}({self._value_!r})"
    return "|".join([name if name[0].isdigit() else f"{_module(self)}.{name}" for name in self._name_.split("|")])


def _module(member):
    return type(member).__module__.split(".")[-1]


def global_str(self):
    """The name alone."""
    return f"{type(self).__name__}({self._value_!r})" if self._name_ is None else self._name_


def global_enum(cls, update_str=False):
    """Put the members into the module of the class."""
    import sys

    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


def show_flag_values(value):
    """The values of the bits of a flag."""
    return list(_iter_bits_lsb(operator.index(value)))


def pickle_by_global_name(self, proto):
    """Lets members be pickled by a name of their module."""
    return self.name


def pickle_by_enum_name(self, proto):
    """Lets members be pickled by name."""
    return getattr, (type(self), self._name_)
