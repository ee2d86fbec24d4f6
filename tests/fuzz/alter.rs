//! Alters what programs do: most results still parse, so that the machine meets values where nobody expects them.

use crate::mutate::Dice;

/// Expressions at the edges of what types promise.
const VALUES: &[&str] = &[
    "0",
    "-1",
    "1",
    "2**63",
    "-2**62",
    "10**30",
    "None",
    "True",
    "...",
    "NotImplemented",
    "''",
    "'a'",
    "'\\ud800'",
    "b'a'",
    "bytearray(b'a')",
    "[]",
    "()",
    "{}",
    "{1}",
    "frozenset()",
    "1.5",
    "float('nan')",
    "float('inf')",
    "1j",
    "object()",
    "object",
    "type",
    "int",
    "str",
    "dict",
    "list",
    "Exception",
    "ValueError(1)",
    "print",
    "range(3)",
    "range(10**30)",
    "slice(None)",
    "iter([1, 2])",
    "(x for x in (1, 2))",
    "lambda *a, **k: a",
    "lambda: None",
    "globals()",
    "locals()",
    "vars()",
    "super",
    "property()",
    "staticmethod(int)",
    "memoryview(b'abc')",
    "type('X', (), {})",
    "type('X', (int,), {})()",
    "__builtins__",
    "__import__('gc').collect()",
    "__import__('sys')",
    "__import__('sys')._getframe()",
    "__import__('weakref').ref(type('X', (), {})())",
    "(yield)",
    "(await x)",
    "[*x]",
    "{**x}",
];

/// Names with a meaning to the machine.
const NAMES: &[&str] = &[
    "__init__",
    "__new__",
    "__del__",
    "__repr__",
    "__str__",
    "__eq__",
    "__lt__",
    "__hash__",
    "__bool__",
    "__len__",
    "__iter__",
    "__next__",
    "__getitem__",
    "__setitem__",
    "__contains__",
    "__call__",
    "__getattr__",
    "__getattribute__",
    "__setattr__",
    "__get__",
    "__set__",
    "__delete__",
    "__set_name__",
    "__init_subclass__",
    "__class__",
    "__dict__",
    "__slots__",
    "__bases__",
    "__mro__",
    "__name__",
    "__qualname__",
    "__code__",
    "__defaults__",
    "__closure__",
    "__enter__",
    "__exit__",
    "__aenter__",
    "__anext__",
    "__await__",
    "__add__",
    "__radd__",
    "__iadd__",
    "__index__",
    "__int__",
    "__format__",
    "__instancecheck__",
    "__subclasses__",
    "__weakref__",
    "__traceback__",
    "__context__",
    "__cause__",
    "__missing__",
    "__prepare__",
    "__mro_entries__",
    "__class_getitem__",
    "__length_hint__",
    "__reversed__",
    "__reduce_ex__",
    "mro",
    "send",
    "throw",
    "close",
    "append",
    "pop",
    "clear",
    "sort",
    "update",
    "items",
    "cancel",
    "set_result",
    "gi_frame",
    "f_locals",
    "tb_next",
];

/// A program altered in a few places; `donor` gives lines.
pub(crate) fn program(program: &[u8], donor: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut program = program.to_vec();
    for _ in 0..=dice.below(4) {
        match dice.below(8) {
            0 | 1 => replace_word(&mut program, dice, |_, dice| pick(VALUES, dice)),
            2 => replace_word(&mut program, dice, |_, dice| pick(NAMES, dice)),
            3 | 4 => replace_word(&mut program, dice, |words, dice| words[dice.below(words.len())].clone()),
            5 => lines(&mut program, dice, |lines, dice| {
                let at = dice.below(lines.len());
                lines.remove(at);
            }),
            6 => lines(&mut program, dice, |lines, dice| {
                let (from, to) = (dice.below(lines.len()), dice.below(lines.len()));
                let line = indented_as(&lines[from], &lines[to]);
                lines.insert(to, line);
            }),
            _ => {
                let foreign: Vec<&[u8]> = donor.split_inclusive(|byte| *byte == b'\n').collect();
                let from = dice.below(foreign.len().max(1));
                let count = 1 + dice.below(12);
                lines(&mut program, dice, |lines, dice| {
                    let to = dice.below(lines.len());
                    let part = foreign.iter().skip(from).take(count).map(|line| line.to_vec());
                    lines.splice(to..to, part);
                });
            }
        }
    }
    program
}

fn pick(words: &[&str], dice: &mut Dice) -> Vec<u8> {
    words[dice.below(words.len())].as_bytes().to_vec()
}

/// Puts something else in place of a name or number.
fn replace_word(program: &mut Vec<u8>, dice: &mut Dice, choose: impl Fn(&[Vec<u8>], &mut Dice) -> Vec<u8>) {
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let mut places = Vec::new();
    let mut start = None;
    for (at, byte) in program.iter().chain(b" ").enumerate() {
        match (is_word(byte), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                places.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    if places.is_empty() {
        return;
    }
    let words: Vec<Vec<u8>> = places.iter().map(|place| program[place.clone()].to_vec()).collect();
    let place = places[dice.below(places.len())].clone();
    let word = choose(&words, dice);
    program.splice(place, word);
}

fn lines(program: &mut Vec<u8>, dice: &mut Dice, change: impl FnOnce(&mut Vec<Vec<u8>>, &mut Dice)) {
    let mut lines: Vec<Vec<u8>> = program.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    if !lines.is_empty() {
        change(&mut lines, dice);
        *program = lines.concat();
    }
}

/// A line with the indentation of another.
fn indented_as(line: &[u8], other: &[u8]) -> Vec<u8> {
    let depth = |line: &[u8]| line.iter().take_while(|byte| **byte == b' ').count();
    let mut moved = vec![b' '; depth(other)];
    moved.extend_from_slice(&line[depth(line)..]);
    moved
}
