"""What the class statement of an enumeration collects: which names become members, their values, and properties."""

from types import DynamicClassAttribute


class _Absent:
    def __repr__(self):
        return "_auto_null"


absent = _Absent()


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

    def __init__(self, value=absent):
        self.value = value

    def __repr__(self):
        return f"auto({self.value!r})"


def is_descriptor(value):
    return any(hasattr(value, name) for name in ("__get__", "__set__", "__delete__"))


def _is_dunder(name):
    return len(name) > 4 and name[:2] == name[-2:] == "__" and name[2] != "_" and name[-3] != "_"


def _is_sunder(name):
    return len(name) > 2 and name[0] == name[-1] == "_" and name[1] != "_" and name[-2] != "_"


def names_of(text):
    """A list of names, which may be one text."""
    return text.replace(",", " ").split() if isinstance(text, str) else list(text)


_SUNDERS = {"_order_", "_generate_next_value_", "_numeric_repr_", "_missing_", "_ignore_", "_iter_member_",
            "_iter_member_by_value_", "_iter_member_by_def_", "_add_alias_", "_add_value_alias_"}


class EnumDict(dict):
    """The namespace of the class statement: remembers which names are members."""

    def __init__(self):
        super().__init__()
        self._member_names, self._last_values, self._ignore, self._cls_name = {}, [], [], None
        self._generate_next_value, self._chose = None, False

    @property
    def member_names(self):
        """The names of the members so far."""
        return list(self._member_names)

    def __setitem__(self, key, value):
        if self._cls_name is not None and _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            value = self._special(key, value)
        elif _is_dunder(key):
            if key == "__order__":
                key = "_order_"
        elif key in self._member_names:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif not isinstance(value, member) and (is_descriptor(value) or self._is_nested(value)):
            pass
        elif key in self:
            raise TypeError(f"{key!r} already defined as {self[key]!r}")
        else:
            value = self._chosen(key, value.value if isinstance(value, member) else value)
            self._member_names[key] = None
        super().__setitem__(key, value)

    def _special(self, key, value):
        """What is kept under a name with an underscore on both sides."""
        if key not in _SUNDERS:
            raise ValueError(f"_sunder_ names, such as {key!r}, are reserved for future Enum use")
        if key == "_generate_next_value_":
            if self._chose:
                raise TypeError("_generate_next_value_ must be defined before members")
            self._generate_next_value = value.__func__ if isinstance(value, staticmethod) else value
        elif key == "_ignore_":
            value = self._ignore = names_of(value)
            already = set(value) & set(self._member_names)
            if already:
                raise ValueError(f"_ignore_ cannot specify already set names: {already!r}")
        return value

    def _is_nested(self, value):
        """Whether the class body itself has made this class."""
        return (self._cls_name is not None and isinstance(value, type)
                and ("." + value.__qualname__).endswith(f".{self._cls_name}.{value.__name__}"))

    def _chosen(self, key, value):
        """The value of a member, with every `auto()` in it replaced."""
        if isinstance(value, auto):
            return self._next(key, value)
        if not isinstance(value, tuple) or not any(isinstance(part, auto) for part in value):
            self._last_values.append(value)
            return value
        parts = [self._next(key, part) if isinstance(part, auto) else part for part in value]
        try:
            return type(value)(parts)
        except TypeError:
            return type(value)(*parts)

    def _next(self, key, chosen):
        if chosen.value is absent:
            chosen.value = self._generate_next_value(key, 1, len(self._member_names), self._last_values[:])
            self._chose = True
        self._last_values.append(chosen.value)
        return chosen.value

    def update(self, members, **more):
        for key, value in (members.items() if hasattr(members, "items") else members):
            self[key] = value
        for key, value in more.items():
            self[key] = value


def _is_private(class_name, name):
    start = f"_{class_name}__"
    return len(name) > len(start) and name.startswith(start) and name[-2:] != "__"


class Property(DynamicClassAttribute):
    """A property of members that does not hide a member of the same name."""

    # The member of this name; and what stands under the name in a base, which members still answer with.
    member = hidden = hidden_in = None

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
            if self.member is None:
                raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}")
            return self.member
        if self.fget is not None:
            return self.fget(instance)
        if self.hidden == "attribute":
            return getattr(self.hidden_in, self.name)
        if self.hidden == "descriptor":
            return getattr(instance._value_, self.name)
        if self.name not in ownerclass._member_map_:
            raise AttributeError(f"{ownerclass!r} has no attribute {self.name!r}")
        return ownerclass._member_map_[self.name]


def redirection(enum, name):
    """A property for a member whose name the bases use, too; None if they do not."""
    found = kind = where = None
    for base in enum.__mro__[1:]:
        attribute = base.__dict__.get(name)
        if attribute is None:
            continue
        if isinstance(attribute, DynamicClassAttribute):
            found, kind, where = attribute, "enum", base
            break
        if is_descriptor(attribute):
            found, kind, where = attribute, kind or "descriptor", where or base
        else:
            kind, where = "attribute", base
    if found is None:
        return None
    redirect = Property()
    if kind != "attribute":
        redirect.fget, redirect.fset, redirect.fdel = (getattr(found, part, None) for part in ("fget", "fset", "fdel"))
    redirect.hidden, redirect.hidden_in = kind, where
    return redirect


Property.__name__ = Property.__qualname__ = "property"
for _each in (member, nonmember, auto, EnumDict, Property):
    _each.__module__ = "enum"
del _each
