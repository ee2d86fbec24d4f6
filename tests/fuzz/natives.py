"""Random natives, called with random live objects: `play(case)` always makes the same calls.

An object that is alive is chosen, then a method of its class (or a function of a module), then arguments among all that
is alive; results live on. Some objects answer every call back into Python with more random calls, so that a native finds
its arguments changed under its hands. `play(case, print)` shows the calls.
"""

import asyncio, builtins, collections, contextvars, functools, gc, io, itertools, json, operator, random, re, sys, types, typing, weakref

CALLS = 3000
# So many objects are alive at most.
ALIVE = 120
# Calls back into Python nest so deep.
DEPTH = 3

LEFT_OUT = {
    "_getframe": "gives the namespace of this script, which ends the play when it is cleared",
    "f_globals": "gives the namespace of this script, which ends the play when it is cleared",
    "__globals__": "gives the namespace of this script, which ends the play when it is cleared",
    "globals": "gives the namespace of this script, which ends the play when it is cleared",
    "set_threshold": "without collections there is less to find",
    "disable": "without collections there is less to find",
    "freeze": "without collections there is less to find",
    "setrecursionlimit": "ends the play",
    "run_forever": "waits for what never comes",
    "settrace": "slows all down",
}


def numbers():
    yield 1
    received = yield 2
    yield received


async def coroutine():
    await asyncio.sleep(0)
    return 1


async def async_numbers():
    yield 1
    await asyncio.sleep(0)
    yield 2


def outer(value):
    def inner(*args, default=value, **named):
        return value, args, named

    return inner


class Plain:
    held = 1

    def __init__(self, *args):
        self.args = args

    def method(self, *args):
        return args

    @property
    def whole(self):
        return self.args

    @classmethod
    def made(cls, *args):
        return cls(*args)


class Slotted:
    __slots__ = "first", "second", "__weakref__"


class Finalized:
    def __del__(self):
        CHANCE.react()


def hostile(base, *left_out):
    """A class whose special methods do something random and answer something random."""

    def reacting(name):
        def special(self, *args):
            return CHANCE.react()

        special.__name__ = name
        return special

    names = (
        "__eq__ __lt__ __le__ __gt__ __ge__ __ne__ __hash__ __bool__ __len__ __iter__ __next__ __getitem__ __setitem__ __delitem__ "
        "__contains__ __call__ __index__ __int__ __float__ __str__ __repr__ __format__ __bytes__ __add__ __radd__ __iadd__ __mul__ "
        "__rmul__ __sub__ __rsub__ __or__ __ror__ __and__ __neg__ __get__ __set__ __delete__ __enter__ __exit__ __aenter__ __aexit__ "
        "__await__ __aiter__ __anext__ __missing__ __length_hint__ __reversed__ __instancecheck__ __subclasscheck__ __getattr__ "
        "__iadd__ __ior__ __divmod__ __pow__ __truediv__ __floordiv__ __mod__ __lshift__ __round__ __trunc__ __fspath__ "
        "__set_name__ __copy__ __reduce_ex__ __dir__ __sizeof__ __class_getitem__ __mro_entries__ __buffer__ keys items send throw close"
    ).split()
    return type(f"Hostile{base.__name__.title()}", (base,), {name: reacting(name) for name in names if name not in left_out})


HOSTILE = [
    hostile(object),
    hostile(object, "__eq__", "__hash__", "__getattr__"),
    hostile(object, "__get__", "__set__", "__delete__", "__len__", "__bool__"),
    hostile(object, "__iter__"),
    hostile(list, "__len__", "__iter__", "__repr__", "__next__"),
    hostile(dict, "__len__", "__iter__", "__getitem__"),
    hostile(int, "__hash__", "__eq__", "__index__"),
    hostile(str, "__hash__", "__eq__"),
    hostile(set, "__len__", "__iter__"),
    hostile(collections.deque, "__len__"),
    hostile(collections.OrderedDict, "__setitem__", "__iter__"),
    hostile(Exception, "__len__"),
    hostile(asyncio.Future, "__await__", "__iter__", "__del__"),
]


class LateKey(str):
    """A key that changes what it is looked up in."""

    def __eq__(self, other):
        CHANCE.react()
        return str.__eq__(self, other)

    def __hash__(self):
        CHANCE.react()
        return str.__hash__(self)


def traceback():
    try:
        {}[1]
    except KeyError as error:
        return error.__traceback__


def context():
    made = contextvars.copy_context()
    made.run(VARIABLE.set, 1)
    return made


def closed(iterator):
    next(iterator)
    iterator.close()
    return iterator


VARIABLE = contextvars.ContextVar("variable", default=0)
MAKERS = [
    lambda: 0,
    lambda: 1,
    lambda: -1,
    lambda: 3,
    lambda: 2**63,
    lambda: -(2**62),
    lambda: 10**30,
    lambda: True,
    lambda: None,
    lambda: 0.5,
    lambda: float("nan"),
    lambda: -float("inf"),
    lambda: 1j,
    lambda: "",
    lambda: "a",
    lambda: "abc abc",
    lambda: "\udc80\xe9\u65e5\U0001f600",
    lambda: "x" * 1000,
    lambda: "{0!r:>{1}}%s %(a)d",
    lambda: "utf-8",
    lambda: "replace",
    lambda: "__class__",
    lambda: "method",
    lambda: "(a|b)*?(?P<n>c)",
    lambda: b"",
    lambda: b"abc\xff",
    lambda: b"[1, 2]",
    lambda: bytearray(b"abcdef"),
    lambda: bytearray(),
    lambda: memoryview(b"abcd"),
    lambda: memoryview(bytearray(b"abcdefgh"))[::2],
    lambda: memoryview(bytearray(8)).cast("I"),
    lambda: [],
    lambda: [3, 1, 2],
    lambda: list(range(40)),
    lambda: [[1, 2], (3, 4)],
    lambda: (),
    lambda: (1, "a"),
    lambda: ("a", "b", "c"),
    lambda: {},
    lambda: {"a": 1, "b": 2},
    lambda: dict.fromkeys(range(30)),
    lambda: {LateKey("a"): 1, LateKey("b"): 2},
    lambda: {1, 2, 3},
    lambda: {LateKey("a"), "b"},
    lambda: frozenset("abc"),
    lambda: collections.deque([1, 2, 3], 5),
    lambda: collections.deque(range(200)),
    lambda: collections.OrderedDict(a=1, b=2),
    lambda: collections.defaultdict(list, a=[1]),
    lambda: collections.Counter("abca"),
    lambda: {"a": 1}.keys(),
    lambda: {"a": 1}.items(),
    lambda: {"a": 1}.values(),
    lambda: types.MappingProxyType({"a": 1}),
    lambda: range(5),
    lambda: range(10**30, 0, -7),
    lambda: slice(1, None, 2),
    lambda: slice(None),
    lambda: ...,
    lambda: NotImplemented,
    lambda: iter([1, 2, 3]),
    lambda: iter({"a": 1, "b": 2}),
    lambda: iter({1, 2}),
    lambda: iter("ab"),
    lambda: iter(collections.deque([1, 2])),
    lambda: reversed([1, 2, 3]),
    lambda: iter(numbers, None),
    lambda: numbers(),
    lambda: closed(numbers()),
    lambda: (number for number in [1, 2]),
    lambda: coroutine(),
    lambda: async_numbers(),
    lambda: async_numbers().__anext__(),
    lambda: async_numbers().asend(None),
    lambda: map(str, [1, 2]),
    lambda: filter(None, [0, 1]),
    lambda: zip([1], "a"),
    lambda: enumerate("ab"),
    lambda: itertools.chain([1], [2]),
    lambda: itertools.cycle("ab"),
    lambda: itertools.islice(itertools.count(), 3),
    lambda: itertools.groupby([1, 1, 2]),
    lambda: itertools.tee([1, 2, 3])[0],
    lambda: itertools.product("ab", [1, 2]),
    lambda: itertools.combinations("abc", 2),
    lambda: itertools.permutations("abc"),
    lambda: itertools.batched("abc", 2),
    lambda: itertools.accumulate([1, 2]),
    lambda: functools.partial(outer, 1),
    lambda: functools.lru_cache(outer),
    lambda: functools.cmp_to_key(lambda a, b: 0)(1),
    lambda: outer(1),
    lambda: outer(1).__closure__[0],
    lambda: outer.__code__,
    lambda: lambda *args: args,
    lambda: lambda key: key,
    lambda: operator.itemgetter(0),
    lambda: operator.attrgetter("real"),
    lambda: operator.methodcaller("upper"),
    lambda: Plain(1),
    lambda: Plain(1).method,
    lambda: Plain,
    lambda: Plain.__dict__["whole"],
    lambda: Plain.__dict__["made"],
    lambda: Plain.made,
    lambda: Slotted(),
    lambda: Slotted.__dict__["first"],
    lambda: Finalized(),
    lambda: type("Made", (Plain,), {"x": 1}),
    lambda: super(Plain, Plain()),
    lambda: staticmethod(len),
    lambda: property(len, print),
    lambda: weakref.ref(Plain),
    lambda: weakref.ref(CHANCE.kept, lambda ref: CHANCE.react()),
    lambda: weakref.proxy(CHANCE.kept),
    lambda: weakref.WeakKeyDictionary({CHANCE.kept: 1}),
    lambda: weakref.WeakSet([CHANCE.kept]),
    lambda: traceback(),
    lambda: KeyError("a"),
    lambda: OSError(2, "no", "file"),
    lambda: UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"),
    lambda: ExceptionGroup("two", [ValueError(1), TypeError(2)]),
    lambda: SyntaxError("bad", ("f", 1, 2, "text", 1, 3)),
    lambda: StopIteration(1),
    lambda: io.StringIO("a\nb"),
    lambda: io.BytesIO(b"a\nb"),
    lambda: re.compile("(a)|b"),
    lambda: re.compile("(?P<x>a+)").match("aab"),
    lambda: re.finditer("a", "aba"),
    lambda: json.JSONDecoder(),
    lambda: random.Random(1),
    lambda: contextvars.copy_context(),
    lambda: context(),
    lambda: VARIABLE,
    lambda: VARIABLE.set(1),
    lambda: typing.TypeVar("T"),
    lambda: list[int],
    lambda: int | str,
    lambda: typing.List[int],
    lambda: types.SimpleNamespace(a=1),
    lambda: types.ModuleType("made"),
    lambda: HOSTILE[CHANCE.below(len(HOSTILE))],
    lambda: LateKey("a"),
    lambda: asyncio.Future(),
    lambda: asyncio.Task(coroutine()),
    lambda: asyncio.gather(coroutine(), coroutine()),
    lambda: asyncio.Queue(2),
    lambda: asyncio.Lock(),
    lambda: asyncio.Event(),
    lambda: asyncio.get_running_loop(),
    lambda: asyncio.get_running_loop().call_soon(len),
    lambda: asyncio.get_running_loop().call_later(1, CHANCE.react),
    lambda: asyncio.sleep(0),
    lambda: asyncio.timeout(1),
    lambda: gc,
    lambda: sys,
    lambda: dict(globals()),
    lambda: vars(Plain),
    lambda: dict(vars(builtins)),
    lambda: dict(sys.modules),
    lambda: int,
    lambda: str,
    lambda: list,
    lambda: dict,
    lambda: tuple,
    lambda: set,
    lambda: type,
    lambda: object,
    lambda: bytes,
    lambda: ValueError,
    lambda: types.FunctionType,
    lambda: types.CodeType,
    lambda: types.CellType,
    lambda: types.MethodType,
    lambda: len,
    lambda: print,
    lambda: sorted,
    lambda: isinstance,
    lambda: getattr,
]


class Chance(random.Random):
    """What is random in a case: which objects live, what is called."""

    def __init__(self, case, show):
        super().__init__(case)
        self.show, self.depth, self.kept = show, 0, Plain()
        self.pool, self.modules = [], []

    def make(self):
        """An object of our own, or none where it needs a loop and there is none, or calls back and that raises."""
        makers = HOSTILE if self.random() < 0.25 else MAKERS
        try:
            return makers[self.below(len(makers))]()
        except Exception:
            return None

    def live(self):
        if self.random() < 0.2 or not self.pool:
            self.keep(self.make())
        return self.pool[self.below(len(self.pool))]

    def below(self, bound):
        return int(self.random() * bound)

    def keep(self, value):
        if len(self.pool) < ALIVE:
            self.pool.append(value)
        else:
            self.pool[self.below(ALIVE)] = value

    def native(self):
        """A native and what stands before its arguments: a method of what is alive, or a function of a module."""
        if self.random() < 0.25:
            namespace = vars(self.modules[self.below(len(self.modules))])
            receiver = ()
        else:
            owner = self.live()
            classes = type.mro(type(owner)) if not isinstance(owner, type) or self.random() < 0.5 else owner.__mro__
            # The nearer, the more often: what all objects have in common is tried often enough.
            namespace = type.__dict__["__dict__"].__get__(classes[min(self.below(len(classes)), self.below(len(classes)))])
            receiver = (owner if self.random() < 0.9 else self.live(),)
        names = [*namespace]
        name = names[self.below(len(names))]
        native = namespace[name]
        if name in LEFT_OUT or not (type(native) in ACCESSORS or callable(native)) and self.random() < 0.9:
            return None
        if type(native) in (classmethod, staticmethod):
            native = native.__func__
        return name, native, receiver

    def count(self, native, given):
        """How many arguments a native gets: mostly as many as its signature has places."""
        if type(native) not in NATIVES or self.random() < 0.1:
            return self.below(4)
        signature = native.__text_signature__
        if signature is None:
            return self.below(3)
        if signature not in PLACES:
            parts = [part for part in signature.strip("()").split(", ") if part not in ("/", "")]
            count = 0
            for part in parts:
                if part.startswith("*"):
                    count += 2 * (len(part) > 1 and part[1] != "*")
                    break
                count += 1
            required = sum("=" not in part and "*" not in part for part in parts[:count])
            PLACES[signature] = required, count
        required, most = PLACES[signature]
        return max(required + self.below(most - required + 1) - given, 0)

    def call(self):
        """Calls a random native; what it gives lives on."""
        found = self.native()
        if found is None:
            return
        name, native, receiver = found
        args = [self.live() for _ in range(self.count(native, len(receiver)))]
        named = {"key": self.live()} if self.random() < 0.03 else {}
        if type(native) in ACCESSORS:
            # An attribute is read, written or deleted.
            way = self.below(4)
            accessor = type(native)
            if way < 2:
                native, args = accessor.__get__, [native, *receiver, type(receiver[0])] if receiver else [native, None]
            elif way == 2:
                native, args = getattr(accessor, "__set__", len), [native, *receiver, *args[:1]]
            else:
                native, args = getattr(accessor, "__delete__", len), [native, *receiver]
        else:
            args = [*receiver, *args]
        if self.show:
            kinds = [object.__repr__(arg) if type(arg) not in SHOWN else repr(arg)[:40] for arg in args]
            self.show("  " * self.depth, name, native if type(native) in SHOWN else "", *kinds, flush=True)
        result = native(*args, **named)
        if isinstance(result, types.CoroutineType | types.GeneratorType) and self.random() < 0.5:
            result.send(None)
        # Of what is like any other of its kind, a little is enough.
        if type(result) not in (int, bool, type(None), str) or self.random() < 0.1:
            self.keep(result)

    def react(self):
        """What happens when a native calls back into Python."""
        if self.depth < DEPTH:
            self.depth += 1
            try:
                for _ in range(self.below(3)):
                    self.attempt()
            finally:
                self.depth -= 1
        match self.below(12):
            case 0:
                raise ValueError("from Python")
            case 1:
                return NotImplemented
            case 2:
                return self.below(5)
            case 3:
                return "text"
            case 4:
                return True
            case 5:
                gc.collect(0)
            case 6:
                self.clear()
        return self.live()

    def clear(self):
        """Takes away what somebody else may be working on."""
        value = self.live()
        if isinstance(value, list | dict | set | collections.deque | bytearray):
            type(value).clear(value)
        elif isinstance(value, memoryview):
            value.release()
        else:
            del self.pool[self.below(len(self.pool))]

    def attempt(self):
        try:
            self.call()
        except BaseException as error:
            if self.show:
                self.show("  " * self.depth, "->", type(error).__name__, flush=True)
            if self.random() < 0.1:
                self.keep(error)


ACCESSORS = tuple(
    {
        type(accessor)
        for accessor in (
            property(),
            vars(types.FunctionType)["__code__"],
            vars(types.FunctionType)["__globals__"],
            vars(Slotted)["first"],
            vars(Plain)["__dict__"],
        )
    }
)
NATIVES = (type(len), type(str.find), type(list.__len__), type(vars(dict)["fromkeys"]))
# How many arguments natives of a signature take, at least and at most.
PLACES = {}
SHOWN = (int, float, str, bytes, bool, type(None), *NATIVES)


def run(chance):
    for _ in range(CALLS):
        chance.attempt()


async def run_in_loop(chance):
    for number in range(CALLS):
        chance.attempt()
        if number % 8 == 0:
            await asyncio.sleep(0)


def play(case, show=None):
    """Makes the calls of a case, within a loop or without."""
    global CHANCE
    CHANCE = Chance(case, show)
    CHANCE.modules[:] = [__import__(name) for name in sys.builtin_module_names]
    for _ in range(40):
        CHANCE.keep(CHANCE.make())
    if case % 2:
        asyncio.run(run_in_loop(CHANCE))
    else:
        run(CHANCE)
