"""Tuples whose items have names: what the system answers."""


def record(name, fields, extra=(), module=None):
    """A class of tuples with named items; `extra` names attributes that are given beside the items."""
    fields = tuple(fields.split()) if isinstance(fields, str) else tuple(fields)
    extra = tuple(extra)

    def __new__(cls, sequence, dict={}, /):
        items = tuple(sequence)
        least, most = len(fields), len(fields) + len(extra)
        if not least <= len(items) <= most:
            which = "a" if not extra else "an at least" if len(items) < least else "an at most"
            count = least if len(items) < least else most
            raise TypeError(f"{module}.{name}() takes {which} {count}-sequence ({len(items)}-sequence given)")
        self = tuple.__new__(cls, items[:least])
        more = vars(self)
        for index, attribute in enumerate(extra, least):
            more[attribute] = items[index] if index < len(items) else dict.get(attribute)
        return self

    def __repr__(self):
        shown = ", ".join(f"{field}={item!r}" for field, item in zip(fields, self))
        return f"{module + '.' if module else ''}{name}({shown})"

    def __reduce__(self):
        return type(self), (tuple(self), dict(vars(self)))

    def __setattr__(self, attribute, value):
        if attribute in fields or attribute in extra:
            raise AttributeError("readonly attribute")
        raise AttributeError(f"{module + '.' if module else ''}{name!r} object has no attribute {attribute!r}")

    def item(index):
        return property(lambda self: self[index])

    namespace = {
        "__new__": __new__, "__repr__": __repr__, "__reduce__": __reduce__, "__setattr__": __setattr__,
        "__match_args__": fields, "n_fields": len(fields) + len(extra), "n_sequence_fields": len(fields),
        "n_unnamed_fields": 0, "__module__": module or "builtins", "__qualname__": name,
    }
    for index, field in enumerate(fields):
        namespace[field] = item(index)
    return type(name, (tuple,), namespace)
