"""Types in the place of type parameters: what fits which parameter, and how many there must be.

The machine asks for these functions where `Generic` or one of its classes is subscripted, and for the methods
`__typing_subst__` and `__typing_prepare_subst__` of type parameters.
"""

import types
from _typing import Generic, ParamSpec, TypeVar, TypeVarTuple
from typing._aliases import Alias, ConcatenateAlias, Unpack, check_type, converted, is_unpacked


def unpacked(args):
    """Arguments with the tuples among them that have a star taken apart, unless they have no certain length."""
    found = []
    for arg in args:
        inner = getattr(arg, "__typing_unpacked_tuple_args__", None)
        if inner is None or inner and inner[-1] is ...:
            found.append(arg)
        else:
            found.extend(inner)
    return tuple(found)


def stands_for_parameters(arg):
    """Whether something can take the place of a ParamSpec as it is."""
    return arg is ... or isinstance(arg, (tuple, list, ParamSpec, ConcatenateAlias))


def for_type_var(parameter, arg):
    """What takes the place of a TypeVar."""
    arg = check_type(arg, "Parameters to generic types must be types.")
    if is_unpacked(arg):
        raise TypeError(f"{arg} is not valid as type argument")
    return arg


def bound(arg):
    """What a parameter is bound by."""
    return check_type(arg, "Bound must be a type.")


def for_param_spec(parameter, arg):
    """What takes the place of a ParamSpec."""
    if isinstance(arg, (list, tuple)):
        return tuple(check_type(inner, "Expected a type.") for inner in arg)
    if not stands_for_parameters(arg):
        raise TypeError(f"Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got {arg}")
    return arg


def prepared_for_type_var(parameter, alias, args):
    """The arguments, with the default of a TypeVar where they end before it."""
    place = alias.__parameters__.index(parameter)
    if place < len(args):
        return args
    if place == len(args) and parameter.has_default():
        return (*args, parameter.__default__)
    raise TypeError(f"Too few arguments for {alias}; actual {len(args)}, expected at least {place + 1}")


def prepared_for_param_spec(parameter, alias, args):
    """The arguments, with those of a lone ParamSpec taken together."""
    args = tuple(args)
    place = alias.__parameters__.index(parameter)
    if place == len(args) and parameter.has_default():
        args += (parameter.__default__,)
    if place >= len(args):
        raise TypeError(f"Too few arguments for {alias}")
    if len(alias.__parameters__) == 1 and not stands_for_parameters(args[0]):
        return (args,)
    if isinstance(args[place], list):
        return (*args[:place], tuple(args[place]), *args[place + 1:])
    return args


def prepared_for_tuple(parameter, alias, args):
    """The arguments, with those for a TypeVarTuple taken together."""
    parameters = alias.__parameters__
    place = parameters.index(parameter)
    if any(isinstance(other, TypeVarTuple) for other in parameters[place + 1:]):
        raise TypeError(f"More than one TypeVarTuple parameter in {alias}")
    before, after = place, len(parameters) - place - 1
    # An unpacked tuple without a certain length fills as many places as are wanted.
    endless = filling = None
    for at, arg in enumerate(args):
        inner = None if isinstance(arg, type) else getattr(arg, "__typing_unpacked_tuple_args__", None)
        if inner and len(inner) == 2 and inner[-1] is ...:
            if endless is not None:
                raise TypeError("More than one unpacked arbitrary-length tuple argument")
            endless, filling = at, inner[0]
    if endless is not None:
        before, after = min(before, endless), min(after, len(args) - endless - 1)
    elif before + after > len(args):
        raise TypeError(
            f"Too few arguments for {alias}; actual {len(args)}, expected at least {len(parameters) - 1}"
        )
    end = len(args) - after
    taken = args[before:end]
    if before == end and parameter.has_default():
        taken = unpacked([parameter.__default__])
    missing = len(parameters) - after - before - place - 1
    return (
        *args[:before], *[filling] * (place - before), tuple(taken), *[filling] * missing, *args[end:],
    )


def check_count(cls, args):
    """TypeError unless a class has parameters for so many arguments."""
    parameters = cls.__parameters__
    if not parameters:
        raise TypeError(f"{cls} is not a generic class")
    wanted = len(parameters)
    if len(args) == wanted:
        return
    how = "many"
    if len(args) < wanted:
        missing = parameters[len(args):]
        if missing[0].has_default():
            return
        how, wanted = "few", f"at least {wanted - sum(parameter.has_default() for parameter in missing)}"
    raise TypeError(f"Too {how} arguments for {cls}; actual {len(args)}, expected {wanted}")


def subscripted(cls, args):
    """`cls[args]` of `Generic`, `Protocol` and the classes that derive from them."""
    args = tuple(map(converted, args if isinstance(args, tuple) else (args,)))
    if cls is Generic or cls.__dict__.get("_declares_parameters", False):
        declared(cls, args)
        return Alias(cls, args)
    for parameter in cls.__parameters__:
        args = parameter.__typing_prepare_subst__(cls, args)
    check_count(cls, args)
    given = []
    for parameter, arg in zip(cls.__parameters__, args):
        given.extend(arg) if isinstance(parameter, TypeVarTuple) else given.append(arg)
    return Alias(cls, tuple(given))


def declared(cls, args):
    """TypeError unless the arguments of `Generic` or `Protocol` are parameters, each once."""
    if not args:
        raise TypeError(f"Parameter list to {cls.__qualname__}[...] cannot be empty")
    for arg in args:
        if not isinstance(arg, (TypeVar, ParamSpec)) and not getattr(arg, "__typing_is_unpacked_typevartuple__", False):
            raise TypeError(
                f"Parameters to {cls.__name__}[...] must all be type variables or parameter specification variables."
            )
    if len(set(args)) != len(args):
        raise TypeError(f"Parameters to {cls.__name__}[...] must all be unique")
