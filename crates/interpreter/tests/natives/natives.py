"""All natives there are, found by their types, and large things to give to them.

`prepare(items)` makes the arguments. An attempt is a native, what it is called on, and a choice of arguments; the same
numbers always mean the same attempt.
"""

import asyncio, collections, contextlib, functools, io, itertools, json, operator, random, re, sys, types, weakref

# What an attempt must not do, and why it is no loss.
LEFT_OUT = {
    "builtins.breakpoint": "hands over to a debugger",
    "builtins.input": "waits for the host",
    "gc.freeze": "changes the VM for all who come after",
    "gc.disable": "changes the VM for all who come after",
    "gc.set_threshold": "changes the VM for all who come after",
    "sys.setrecursionlimit": "changes the VM for all who come after",
    "sys.set_int_max_str_digits": "changes the VM for all who come after",
    "_thread.start_new_thread": "what a new thread does is no work of the native",
    "_thread.start_joinable_thread": "what a new thread does is no work of the native",
    "_thread.interrupt_main": "ends a later attempt",
    "_signal.raise_signal": "ends a later attempt",
    "_signal.alarm": "ends a later attempt",
    "_signal.setitimer": "ends a later attempt",
    "builtins.compile": "the parser and the compiler have tests of their own",
    "builtins.exec": "the parser and the compiler have tests of their own",
    "builtins.eval": "the parser and the compiler have tests of their own",
}

NATIVE = tuple(
    type(native)
    for native in (len, str.find, list.__len__, vars(dict)["fromkeys"], vars(types.FunctionType)["__code__"], "".find)
)
# Each of these is made anew for every attempt: an attempt uses them up.
FRESH = {
    "count": lambda: itertools.count(),
    "repeat": lambda: itertools.repeat("a"),
    "generator": lambda: (number for number in itertools.count()),
    "map": lambda: map(abs, itertools.count()),
    "filter": lambda: filter(None, itertools.repeat(0)),
    "chain": lambda: itertools.chain.from_iterable(itertools.repeat(())),
    "tee": lambda: itertools.tee(POOL["ints"])[0],
}
# Each native is tried with these in all places first.
LONG = ("text", "wide", "bytes", "ints", "words")
POOL, MAKERS, SHAPES = {}, {}, {}
NATIVES, RECEIVERS = [], {}


def doubled(make, times):
    nested = make(1, 2)
    for _ in range(times):
        nested = make(nested, nested)
    return nested


def makers(items):
    """How the arguments are made, of about so many items, three times as many letters."""
    letters, entries = items * 3, items // 10
    return {
        "text": lambda: "ab" * (letters // 2),
        "same": lambda: "ab" * (letters // 2),
        "wide": lambda: "\xe9 \u03a3" * (letters // 5),
        "spaces": lambda: " " * letters,
        "lines": lambda: "a\n" * (items // 4),
        "digits": lambda: "1" * entries,
        "bytes": lambda: b"ab" * (letters // 2),
        "bytearray": lambda: bytearray(b"ab") * (letters // 2),
        "view": lambda: memoryview(POOL["bytes"]),
        "stepped view": lambda: memoryview(POOL["bytes"])[::2],
        "ints": lambda: [3, 1, 2] * (items // 3),
        "other ints": lambda: [3, 1, 2] * (items // 3),
        "tuple": lambda: (3, 1, 2) * (items // 3),
        "texts": lambda: ["ab" * 20_000 + str(number) for number in range(max(letters // 40_000, 10), 0, -1)],
        "words": lambda: list(map(str, range(entries))),
        "repeated text": lambda: [POOL["text"]] * 100,
        "pairs": lambda: list(zip(range(entries), range(entries))),
        "dict": lambda: dict.fromkeys(range(entries)),
        "word dict": lambda: dict.fromkeys(map(str, range(entries // 2))),
        "set": lambda: set(range(entries)),
        "frozenset": lambda: frozenset(range(entries)),
        "deque": lambda: collections.deque(range(items)),
        "ordered": lambda: collections.OrderedDict.fromkeys(range(entries // 10)),
        "default": lambda: collections.defaultdict(int, dict.fromkeys(range(entries))),
        "keys": lambda: POOL["dict"].keys(),
        "values": lambda: POOL["dict"].values(),
        "entries": lambda: POOL["dict"].items(),
        "proxy": lambda: types.MappingProxyType(POOL["dict"]),
        "range": lambda: range(10**9),
        "long range": lambda: range(10**30),
        "shared lists": lambda: doubled(lambda a, b: [a, b], 40),
        "shared tuples": lambda: doubled(lambda a, b: (a, b), 40),
        "big": lambda: 1 << (entries * 3),
        "json": lambda: "[" + "1," * (items // 2) + "1]",
        "template": lambda: "{}%s" * (entries // 4),
        "pattern": lambda: "(a|b)*?" * 3 + "c",
        "compiled": lambda: re.compile("(?:a|b)*c"),
        "letter pattern": lambda: re.compile("a"),
        "found": lambda: re.compile("(a)(b)").match(POOL["text"]),
        "one": lambda: "a",
        "byte": lambda: b"a",
        "none": lambda: None,
        "empty": lambda: (),
        "minus": lambda: -1,
        "three": lambda: 3,
        "many": lambda: items,
        "far": lambda: 10**12,
        "float": lambda: 1.5,
        "reversal": lambda: slice(None, None, -1),
        "abs": lambda: abs,
        "add": lambda: operator.add,
        "function": lambda: lambda *args: args[0],
        "truth": lambda: bool,
        "list": lambda: list,
        "utf-16": lambda: "utf-16",
        "ascii": lambda: "ascii",
        "escape": lambda: "unicode_escape",
        "replace": lambda: "backslashreplace",
    }


# With more than two arguments, the choice is among these first.
COMMON = (
    "text", "wide", "bytes", "bytearray", "ints", "tuple", "texts", "words", "dict", "set", "repeat", "count", "one", "byte", "none",
    "three", "many", "abs", "compiled", "utf-16",
)  # fmt: skip

# Of what objects are made for methods whose class none of the arguments has.
MADE_FROM = (
    (), ("ints",), ("text",), ("abs",), ("three",), ("one",), ("ints", "three"), ("abs", "ints"), ("ints", "ints"), ("one", "none"),
    ("function", "ints"), ("list", "empty"), ("three", "three"),
)  # fmt: skip


def prepare(items):
    sys.setrecursionlimit(100)
    MAKERS.update(makers(items))
    for name, make in MAKERS.items():
        POOL[name] = make()
        SHAPES[name] = shape(POOL[name])
        for way in iter, reversed:
            with contextlib.suppress(TypeError):
                way(POOL[name])
                FRESH[f"{way.__name__}({name})"] = functools.partial(lambda way, name: way(POOL[name]), way, name)
    for name, value in itertools.chain(POOL.items(), ((name, make()) for name, make in FRESH.items())):
        RECEIVERS.setdefault(type(value), []).append(name)
    find_natives()


def ballast(room):
    """Takes all memory but so much."""
    low, high = 0, 1 << 34
    while high - low > 1 << 20:
        middle = (low + high) // 2
        try:
            bytearray(middle)
            low = middle
        except MemoryError:
            high = middle
    global kept
    kept = bytearray(max(low - room, 0))
    return low


def shape(value):
    """What shows that an attempt has changed an argument."""
    match value:
        case list() | bytearray() | collections.deque() if value:
            return len(value), value[0], value[len(value) // 2], value[-1]
        case list() | bytearray() | collections.deque() | set() | dict():
            return len(value)
        case memoryview():
            try:
                return len(value)
            except ValueError:
                return "released"


def refresh():
    """Makes the arguments anew that the last attempt has changed."""
    for name, before in SHAPES.items():
        if before is not None:
            now = shape(POOL[name])
            same = type(now) is type(before) and (now == before if type(now) is not tuple else all(map(operator.is_, now, before)))
            if not same:
                POOL[name] = None
                POOL[name] = MAKERS[name]()
                SHAPES[name] = shape(POOL[name])


def find_natives():
    classes, found = {}, {}
    for module in [importable(name) for name in sys.builtin_module_names]:
        for name, value in vars(module).items():
            if isinstance(value, NATIVE):
                found.setdefault(f"{module.__name__}.{name}", (value, None))
    open_classes = [object]
    while open_classes:
        cls = open_classes.pop()
        name = f"{cls.__module__}.{cls.__qualname__}"
        if name not in classes and not issubclass(cls, BaseException) or cls in (BaseException, BaseExceptionGroup, UnicodeEncodeError):
            classes[name] = cls
            open_classes += type.__subclasses__(cls)
    for owner, cls in classes.items():
        members = {name: value for name, value in vars(cls).items() if isinstance(value, (*NATIVE, staticmethod))}
        if members.keys() <= {"__dict__", "__weakref__"}:
            continue
        for name, value in members.items():
            if isinstance(value, staticmethod) or type(value) is type(vars(dict)["fromkeys"]):
                value = getattr(cls, name)
                if isinstance(value, NATIVE):
                    found.setdefault(f"{owner}.{name}", (value, None))
            else:
                found.setdefault(f"{owner}.{name}", (value, cls))
        if cls is not type:
            found.setdefault(owner, (cls, None))
    NATIVES[:] = [(name, *found[name]) for name in sorted(found) if name not in LEFT_OUT]


def importable(name):
    __import__(name)
    return sys.modules[name]


def places(native):
    """How few and how many arguments a native takes by position, its receiver not counted."""
    text = getattr(native, "__text_signature__", None)
    if isinstance(native, type(vars(types.FunctionType)["__code__"])):
        return 0, 0
    if text is None:
        return 0, 2
    few = many = 0
    for part in text.strip("()").split(", "):
        if part == "*" or part.startswith("**"):
            break
        if part.startswith("*"):
            many += 2
            break
        if part not in ("/", "") and not part.startswith(("$", "cls")):
            few += "=" not in part
            many += 1
    return few, min(many, max(few, 4))


def receivers(cls):
    """What methods of a class are called on: arguments of the class, or what the class makes of arguments."""
    for names in MADE_FROM if cls not in RECEIVERS else ():
        make = functools.partial(lambda cls, names: cls(*map(argument, names)), cls, names)
        with contextlib.suppress(Exception):
            if type(make()) is cls:
                name = f"{cls.__qualname__}({', '.join(names)})"
                FRESH[name] = make
                RECEIVERS.setdefault(cls, []).append(name)
    return RECEIVERS.setdefault(cls, ["one", "ints", "none"])


def argument(name):
    return POOL[name] if name in POOL else FRESH[name]()


def choices(number, most):
    """The attempts with a native: names of arguments. Long ones of each kind first, then a sample."""
    name, native, cls = NATIVES[number]
    few, many = places(native)
    firsts = [(first,) for first in receivers(cls)] if cls else [()]
    if name.endswith("__new__"):
        few, many = max(few, 1), max(many, 1)
    every = [*POOL, *(fresh for fresh in FRESH if "(" not in fresh), "iter(texts)", "iter(wide)", "reversed(ints)"]
    chosen = []
    for count in range(few, many + 1):
        if count == 0:
            chosen += firsts
        elif count == 1:
            chosen += [(*first, arg) for first in firsts for arg in every]
        else:
            chance = random.Random(number * 8 + count)
            pick = lambda: chance.choice(COMMON if chance.random() < 0.6 else every)
            chosen += [(*chance.choice(firsts), *(pick() for _ in range(count))) for _ in range(most)]
    if len(chosen) > most * 2:
        random.Random(number).shuffle(chosen)
    wanted = min(max(few, 1), many)
    alike = [(*firsts[0], *[long] * wanted) for long in LONG] if wanted else []
    return alike + chosen[: most * 2]


def take(number, most):
    """Turns to a native; gives its name and how many attempts there are with it."""
    global attempts
    try:
        attempts = choices(number, most)
    except MemoryError:
        attempts = []
    return NATIVES[number][0], len(attempts)


def describe(number, choice):
    return f"{NATIVES[number][0]}({', '.join(attempts[choice])})"


def attempt(number, choice):
    _, native, cls = NATIVES[number]
    try:
        args = [argument(name) for name in attempts[choice]]
        if hasattr(native, "__get__") and not callable(native):
            native.__get__(*args)
        else:
            native(*args)
    except (Exception, SystemExit):
        # What the host makes of SystemExit is no work of the script.
        pass


def count():
    return len(NATIVES)
