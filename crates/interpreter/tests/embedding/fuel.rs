//! Fuel bounds time: what takes long takes fuel, also inside of natives.

use std::time::{Duration, Instant};

use taipan::engine::Engine;
use taipan::error::Kind;
use taipan::limits::Limits;

use crate::ran;

/// Work without end, each turn of which takes long: what comes before the loop, and what is done in it.
const BUSY: &[(&str, &str)] = &[
    ("n = 3", "n *= n"),
    ("n = 1", "n *= 2**62"),
    ("n = 1 << 1_000_000", "n + 1"),
    ("n = 1 << 1_000_000", "n >> 1"),
    ("n = 1 << 1_000_000", "n // 3"),
    ("n = 1 << 1_000_000; k = 3**300_000", "divmod(n, k)"),
    ("n = 1 << 1_000_000", "n == -n"),
    ("n = 3**100_000", "pow(3, n, n)"),
    ("import math; n = 3**100_000; k = 7**90_000", "math.gcd(n, k)"),
    ("import math; n = 3**100_000", "math.isqrt(n)"),
    ("import math", "math.factorial(30_000)"),
    ("n = 3**100_000", "hex(n)"),
    ("import sys; sys.set_int_max_str_digits(0); n = 3**100_000", "str(n)"),
    ("import sys; sys.set_int_max_str_digits(0); n = '7' * 100_000", "int(n)"),
    ("", "'a' * 10_000_000"),
    ("", "[0] * 1_000_000"),
    ("s = 'a' * 10_000_000", "s.replace('a', 'b')"),
    ("s = 'a' * 10_000_000", "s + s"),
    ("s = 'a' * 10_000_000", "s.count('b')"),
    ("s = 'a' * 10_000_000", "'b' in s"),
    ("s = b'a' * 10_000_000", "s.find(b'b')"),
    ("s = 'a' * 10_000_000", "s.upper()"),
    ("s = 'a' * 10_000_000", "s.split('b')"),
    ("s = 'a' * 10_000_000", "s.isalpha()"),
    ("s = 'a' * 10_000_000", "s.encode()"),
    ("s = 'a' * 10_000_000; t = 'a' * 9_999_999 + 'b'", "s < t"),
    ("s = ['a'] * 1_000_000", "''.join(s)"),
    ("s = [0] * 1_000_000", "1 in s"),
    ("s = [0] * 1_000_000", "s.count(1)"),
    ("s = [0] * 1_000_000", "s == s[:]"),
    ("s = [0] * 1_000_000", "sum(s)"),
    ("s = [0] * 1_000_000", "max(s)"),
    ("s = [0] * 1_000_000", "any(s)"),
    ("s = [0] * 1_000_000", "set(s)"),
    ("s = [0] * 1_000_000", "s.reverse()"),
    ("s = [0] * 1_000_000", "sorted(s)"),
    ("s = [0] * 1_000_000", "del s[0]; s.append(0)"),
    ("s = [0] * 1_000_000", "s.insert(0, s.pop())"),
    ("s = [0] * 1_000_000", "tuple(s)"),
    ("s = [0] * 1_000_000", "repr(s)"),
    ("s = {n: n for n in range(100_000)}", "s.copy()"),
    ("s = {n: n for n in range(100_000)}", "s == dict(s)"),
    ("s = set(range(100_000))", "s | s"),
    ("s = set(range(100_000))", "s <= s"),
    ("", "list(range(1_000_000))"),
    ("", "sum(range(10**12))"),
    ("import itertools", "list(itertools.islice(itertools.count(), 10**7, 10**7))"),
    ("import re", "re.match('(a|aa)+$', 'a' * 60 + 'b')"),
    ("import json; s = [0] * 100_000", "json.loads(json.dumps(s))"),
    ("", "f'{1:>1000000}'"),
    ("", "'%1000000d' % 1"),
    ("", "eval('1+' * 4000 + '1')"),
    ("", "exec('x = 1\\n' * 10000)"),
    ("import collections; s = collections.deque([0] * 1_000_000)", "s.rotate(500_000)"),
];

#[test]
fn work_that_takes_long_takes_fuel() {
    let mut engine = Engine::new();
    engine.limit(Limits { fuel: Some(1_000_000), ..Limits::default() });
    let mut slow = Vec::new();
    for (before, turn) in BUSY {
        let text = format!("{before}\ndef spin():\n    global n\n    while True: {turn}");
        let (mut vm, _) = ran(&engine, &text);
        let begun = Instant::now();
        let kind = vm.call::<()>("spin", ()).unwrap_err().kind();
        let long = begun.elapsed();
        if kind != Kind::OutOfFuel || long > Duration::from_secs(20) {
            slow.push((turn, kind, long));
        }
    }
    assert!(slow.is_empty(), "{slow:?}");
}
