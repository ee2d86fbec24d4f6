//! What a script may spend.

use taipan::engine::Engine;
use taipan::error::Kind;
use taipan::limits::Limits;

use crate::{ran, script};

#[test]
fn fuel_ends_a_run_that_no_script_can_hold_up() {
    let mut engine = Engine::new();
    engine.limit(Limits { fuel: Some(100_000), ..Limits::default() });
    let text = "def spin():\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass\ndef fine(): return sum(range(100))";
    let (mut vm, _) = ran(&engine, text);
    let error = vm.call::<()>("spin", ()).unwrap_err();
    assert_eq!((error.kind(), error.to_string().as_str()), (Kind::OutOfFuel, "the fuel is used up"));
    assert_eq!(vm.call::<i64>("fine", ()).unwrap(), 4950, "the next call has its own fuel");
}

#[test]
fn memory_beyond_the_limit_is_a_memory_error() {
    let mut engine = Engine::new();
    engine.limit(Limits { memory: 16 << 20, ..Limits::default() });
    let (mut vm, _) = ran(
        &engine,
        "def grow():\n    kept = []\n    try:\n        while True: kept.append('x' * 100_000)\n    except MemoryError:\n        return len(kept) > 50",
    );
    assert!(vm.call::<bool>("grow", ()).unwrap());
}

#[test]
fn every_kind_of_object_may_be_the_one_that_finds_no_memory() {
    let made = [
        "kept.append(C(1))",
        "kept.append(D())",
        "kept.append(produce(1))",
        "kept.append(respond(1))",
        "kept.append(stream(1))",
        "kept.append((1, 2, 3, object()))",
        "kept.append(lambda: kept)",
        "kept.append(ValueError(kept))",
        "kept.append(type('T', (D,), {}))",
        "kept.append(memoryview(array))",
        "kept.append({1: kept})",
    ];
    for (index, statement) in made.into_iter().enumerate() {
        for step in 0..3 {
            let mut engine = Engine::new();
            engine.limit(Limits { memory: (4 << 20) + step * 1009, ..Limits::default() });
            let text = format!(
                "class C:\n    def __init__(self, x): self.x = x\nclass D: pass\narray = bytearray(9)\ndef produce(x): yield x\nasync def respond(x): return x\nasync def stream(x): yield x\ndef grow():\n    kept = []\n    try:\n        while True: {statement}\n    except MemoryError:\n        return len(kept)"
            );
            let (mut vm, _) = ran(&engine, &text);
            let count = vm.call::<i64>("grow", ()).unwrap();
            assert!(count > 10, "{index}: {count} objects");
        }
    }
}

#[test]
fn recursion_of_every_kind_is_a_recursion_error() {
    let (mut vm, _) = script(
        "def down(): return down()\nclass Key:\n    def __lt__(self, other): return sorted([Key(), Key()])\ndef nested(): sorted([Key(), Key()])",
    );
    assert_eq!(vm.call::<()>("down", ()).unwrap_err().type_name(), "RecursionError");
    assert_eq!(vm.call::<()>("nested", ()).unwrap_err().type_name(), "RecursionError");
}

#[test]
fn a_script_cannot_raise_the_limit_of_frames() {
    let (mut vm, _) = script(
        "import sys\nsys.setrecursionlimit(10**6)\nasked = sys.getrecursionlimit()\ndef down(depth):\n    global deepest\n    deepest = depth\n    down(depth + 1)\ndef go(): down(1)",
    );
    assert_eq!(vm.call::<()>("go", ()).unwrap_err().type_name(), "RecursionError");
    assert_eq!(vm.get::<i64>("asked").unwrap(), 1_000_000);
    assert!(vm.get::<i64>("deepest").unwrap() <= Limits::default().recursion as i64);
}

/// Asks natives for far more than they are given; each must say so, and the VM goes on.
const GREEDY: &str = "
import codecs, collections, io, itertools, json, re

shared = ['x' * 100]
for _ in range(25): shared = [shared, shared]
pairs = {'k': 'x' * 100}
for _ in range(25): pairs = {'a': pairs, 'b': pairs}
inner = ()
for _ in range(25): inner = (inner, inner)
text, data = 'a' * 1_000_000, b'a' * 1_000_000
codecs.register_error('long', lambda error: ('b' * 1_000_000, error.end))
codecs.register_error('again', lambda error: ('b' * 1_000_000, error.start))

class Shown:
    depth = 0
    def __repr__(self):
        Shown.depth += 1
        return repr([text, self if Shown.depth % 2 else Shown()])

class Same:
    def __iter__(self): return self
    def __next__(self): return self
    def __copy__(self): return self

def nested():
    yield from range(100_000)
    yield list(nested())

ATTEMPTS = [
    lambda: repr(shared), lambda: str(pairs), lambda: f'{shared}', lambda: '%s %r' % (shared, shared), lambda: '{}'.format(shared),
    lambda: repr(inner), lambda: repr({1: shared}.items()), lambda: repr(collections.deque([shared])), lambda: ascii([shared]),
    lambda: json.dumps(shared), lambda: json.dumps(pairs, indent=100), lambda: json.dumps([text] * 1000),
    lambda: json.loads('[' + '{},' * 1_000_000 + '1]'),
    lambda: repr(Shown()), lambda: list(nested()), lambda: print(*[text] * 1000), lambda: print(shared),
    lambda: (lambda *args: args)(*itertools.repeat(1)), lambda: [*itertools.repeat(1)], lambda: list(Same()),
    lambda: tuple(itertools.count()), lambda: set(itertools.count()), lambda: sorted(itertools.count()), lambda: max(*Same()),
    lambda: collections.deque(itertools.count()), lambda: dict.fromkeys(itertools.count()), lambda: bytes(itertools.repeat(1)),
    lambda: ''.join(itertools.repeat('a')), lambda: b''.join([data] * 1000), lambda: '-'.join([text] * 1000),
    lambda: text.replace('a', text), lambda: data.replace(b'a', data), lambda: ('\\t' * 1000).expandtabs(10**6),
    lambda: text.translate({97: text}), lambda: text.split('a'), lambda: list(text.split('a')), lambda: (' \\n' * 10**6).splitlines(),
    lambda: (text + text).encode('utf-32').decode('utf-32').encode('utf-32'), lambda: ('\\xfcx' * 1000).encode('ascii', 'long'),
    lambda: '\\xfc'.encode('ascii', 'again'), lambda: (b'\\xff' * 1000).decode('utf-8', 'long'),
    lambda: ('\\xfc' * 1_000_000).encode('ascii', 'namereplace'), lambda: repr('\\0' * 3_000_000), lambda: ascii('\\xfc' * 2_000_000),
    lambda: repr(b'\\0' * 3_000_000), lambda: repr(bytearray(3_000_000)),
    lambda: memoryview(data * 3).tolist(), lambda: (data * 3).hex(), lambda: ('\\xfc' * 1_000_000)[::-1].upper() * 9,
    lambda: re.sub('a', text, text), lambda: re.sub('a', r'\\g<0>' * 1000, text), lambda: re.sub('a', lambda m: text, text),
    lambda: re.findall('()' * 100, text), lambda: re.split('()' * 100, text), lambda: list(re.finditer('()' * 1000, text)),
    lambda: re.match('(?:a|b)*c', text), lambda: [re.compile('()' * 1000 + str(i)) for i in range(10**5)],
    lambda: itertools.tee(Same(), 10**12), lambda: list(itertools.product(range(10**6), repeat=2)), lambda: list(itertools.permutations(range(20))),
    lambda: list(zip(*[range(10**4)] * 10**4)), lambda: list(itertools.batched(itertools.count(), 10**9)), lambda: io.StringIO().write(text * 100),
    lambda: open('/dev/zero', 'rb', buffering=0).read(), lambda: 1 << 10**9, lambda: list(range(10**9)), lambda: (1).to_bytes(10**9),
]

def attempt(number):
    Shown.depth = 0
    try:
        ATTEMPTS[number]()
    except (MemoryError, RecursionError) as error:
        return type(error).__name__
    except PermissionError:
        return 'no files'
    return 'fine'

def count(): return len(ATTEMPTS)
";

#[test]
fn natives_that_would_give_far_more_than_they_get_raise_a_memory_error() {
    let mut engine = Engine::new();
    engine.limit(Limits { memory: 16 << 20, ..Limits::default() });
    let (mut vm, _) = ran(&engine, GREEDY);
    let count: i64 = vm.call("count", ()).unwrap();
    let all: Vec<String> = (0..count).map(|number| vm.call("attempt", (number,)).unwrap()).collect();
    let odd: Vec<_> = all.iter().enumerate().filter(|(_, answer)| *answer == "fine").collect();
    assert!(odd.is_empty(), "{odd:?}");
    assert!(all.iter().filter(|answer| *answer == "MemoryError").count() > all.len() - 5, "{all:?}");
}

#[test]
fn natives_that_go_round_in_shared_data_use_fuel() {
    let mut engine = Engine::new();
    engine.limit(Limits { fuel: Some(1_000_000), ..Limits::default() });
    let text = "
import json
def nest(make):
    data = make(1, 1)
    for _ in range(25): data = make(data, data)
    return data
def hashed(): hash(nest(lambda a, b: (a, b)))
def equal(): nest(lambda a, b: [a, b]) == nest(lambda a, b: [a, b])
def shown(): repr(nest(lambda a, b: [a, b]))
def written(): json.dumps(nest(lambda a, b: {'a': a, 'b': b}))
";
    let (mut vm, _) = ran(&engine, text);
    for name in ["hashed", "equal", "shown", "written"] {
        let error = vm.call::<()>(name, ()).unwrap_err();
        assert_eq!(error.kind(), Kind::OutOfFuel, "{name}: {error}");
    }
}
