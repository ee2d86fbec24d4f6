//! Memory that runs short at any moment: each request for it fails once, in programs that do a little of everything. Small
//! requests are served from the reserve, and the script hears of it at the next safe point; large ones fail at once. No
//! failure ends the process, changes a result or leaves something behind.
//!
//! Every fiftieth request is tried; `TAIPAN_EVERY=1` tries all.

#![allow(clippy::print_stdout, reason = "what was tried is what the test is run for")]

use taipan::command::options::Options;
use taipan::command::program;
use taipan::sandbox::Sandbox;
use taipan::start;
use taipan_core::machine::host::Host;
use taipan_core::machine::vm::Vm;
use taipan_exec::finalize;

/// Programs of a few lines each. They begin with what they import, so that failures meet their own work, too.
const PROGRAMS: &[(&str, &str)] = &[
    (
        "texts",
        "s = 'añb' * 40\nparts = [f'{i:>5}|{i!r}' for i in range(60)]\nt = '-'.join(parts).replace('1', 'one').upper()\nprint(len(t), s.encode()[:9], t.split('|')[3], '%s %05d' % (s[:3], 42), s.title()[:6])",
    ),
    (
        "containers",
        "d = {str(i): [i] * 5 for i in range(300)}\nd.update((i, i) for i in range(200))\ns = {i % 70 for i in range(900)} | set(d)\nl = sorted(d.values(), key=str)\nl.reverse(); t = tuple(l[:20]); del d['7']\nprint(len(d), len(s), t[0], l[-1], sum(x[0] for x in l if type(x) is list))",
    ),
    (
        "classes",
        "class A:\n    __slots__ = ('x', 'y')\n    def __init__(self, x): self.x = x; self.y = [x]\n    def __eq__(self, other): return self.x == other.x\n    def __hash__(self): return hash(self.x)\n    @property\n    def twice(self): return self.x * 2\nclass B(A):\n    def __init__(self, x): super().__init__(x); self.z = {}\nmade = [B(i % 50) for i in range(400)]\nfor i, b in enumerate(made): setattr(b, f'a{i % 9}', i)\nT = [type(f'T{i}', (A,), {'n': i}) for i in range(20)]\nprint(len(set(made)), sum(b.twice for b in made), T[3].n, made[8] == made[58])",
    ),
    (
        "generators",
        "def count(n):\n    try:\n        for i in range(n): yield i\n    finally: done.append(n)\ndef both(n):\n    yield from count(n)\n    yield from (i * i for i in count(n))\ndone = []\nlist(zip(both(60), both(60)))\ng = both(5); next(g); g.close()\nprint(sum(both(70)), sorted(done))",
    ),
    (
        "exceptions",
        "seen = []\ndef fail(n):\n    try:\n        if n == 0: raise ValueError('deep', [n])\n        fail(n - 1)\n    except ValueError as e:\n        raise KeyError(n) from e\nfor i in range(25):\n    try: fail(i % 8)\n    except (KeyError, ValueError) as e: seen.append((type(e).__name__, e.args[0]))\ntry: raise ExceptionGroup('g', [ValueError(1), TypeError(2), OSError(3)])\nexcept* TypeError as g: seen.append(len(g.exceptions))\nexcept* (ValueError, OSError) as g: seen.append(len(g.exceptions))\nprint(seen)",
    ),
    (
        "tasks",
        "import asyncio\nasync def work(n, queue):\n    await asyncio.sleep(0)\n    await queue.put(n)\n    return n * 2\nasync def main():\n    queue = asyncio.Queue(3)\n    async with asyncio.TaskGroup() as group:\n        tasks = [group.create_task(work(i, queue)) for i in range(30)]\n        got = [await queue.get() for _ in tasks]\n    slow = asyncio.create_task(asyncio.sleep(60))\n    try: await asyncio.wait_for(slow, 0.001)\n    except TimeoutError: got.append('late')\n    return sum(await asyncio.gather(*map(done, range(20)))), len(got), [t.result() for t in tasks][-1]\nasync def done(n): return n\nprint(asyncio.run(main()))",
    ),
    (
        "json",
        "import json\ndata = {'a': [1, 2.5, None, True, 'é\"\\n'] * 20, 'b': {str(i): {'n': i} for i in range(60)}}\ntext = json.dumps(data, indent=1, sort_keys=True)\nprint(len(text), json.loads(text) == data)\ntry: json.loads(text[:-40])\nexcept ValueError as e: print(e)",
    ),
    (
        "patterns",
        "import re\ntext = ' '.join(f'key{i}=value{i * i};' for i in range(80))\nfound = re.findall(r'(\\w+)=(\\w+);', text)\nprint(len(found), found[7], re.sub(r'\\d+', lambda m: str(int(m[0]) % 7), text)[:40], re.split(r';\\s*', text)[-2])\nprint(re.match(r'(?P<a>(x|xy)+)z', 'xyxxyz').groupdict())",
    ),
    (
        "numbers",
        "a = 3 ** 2000; b = 7 ** 900\nprint(a % b % 1000003, len(str(a * b)), divmod(a, b)[1] % 97, hex(b)[:12], int('9' * 300) % 13, (a >> 1000) & 0xffff, pow(3, a % 1000, b) % 11)\nprint(sum(0.1 for _ in range(100)), f'{1e300 * 7:.3e}', complex('1+2j') * 2)",
    ),
    (
        "imports",
        "import sys\nfor name in ('textwrap', 'heapq', 'string'): sys.modules.pop(name, None)\nimport textwrap, heapq, string\nprint(textwrap.fill('a long line of words ' * 4, 30), heapq.nsmallest(2, [3, 1, 2]), string.capwords('a b'))",
    ),
    (
        "compiling",
        "made = {}\nfor i in range(6):\n    exec(f'def f{i}(a, b={i}, *c, **d):\\n    x = [(a, b) for _ in range(3)]\\n    match a:\\n        case {i}: return x\\n        case [p, *q]: return p\\n    return lambda: (c, d)', made)\nprint(made['f3'](3), made['f2']([7, 8]), made['f1'](0, 1, 2, k=3)(), eval('1 if 2 < 3 else 4'))\ntry: compile('x = (1,\\ny = 2', 'f', 'exec')\nexcept SyntaxError as e: print(e.msg, e.lineno)",
    ),
];

/// The world of one program.
struct World {
    vm: Box<Vm>,
    output: taipan::sandbox::Output,
}

impl World {
    fn new() -> World {
        let sandbox = Sandbox::new();
        let output = sandbox.output();
        let host: Box<dyn Host> = Box::new(sandbox);
        World { vm: start::vm(host, (1, 2)).unwrap(), output }
    }

    /// Runs a program in a namespace that ends with it: what it printed, and the class of what it raised.
    fn run(&mut self, text: &str) -> (String, Option<String>) {
        self.vm.heap.begin_ledger();
        let _paying = self.vm.heap.pays();
        let vm = &mut self.vm;
        let outcome = start::main_namespace(vm).and_then(|namespace| {
            let outcome = program::run_text(vm, text, "short.py", &Options::default(), &namespace);
            drop(namespace.table.take());
            outcome
        });
        let raised = outcome.err().map(|_| match vm.take_exception() {
            Some(exception) => vm.classes.of(&exception).text_name(),
            None => String::from("nothing that a script can see"),
        });
        vm.clear_pending();
        (self.output.take(), raised)
    }

    /// The same with a failure of the n-th request for memory; tells how many of those before it were not made.
    fn run_failing(&mut self, text: &str, number: u64) -> (String, Option<String>, u64) {
        self.vm.heap.fail_request(number);
        let (printed, raised) = self.run(text);
        let left = self.vm.heap.requests_to_failure();
        self.vm.heap.fail_request(0);
        (printed, raised, left)
    }

    /// Bytes in use when all rings are gone.
    fn used(&mut self) -> usize {
        finalize::attend(&mut self.vm);
        finalize::collect(&mut self.vm);
        self.vm.heap.used()
    }
}

/// Bytes that may be in use afterwards beyond what was: caches and tables that have grown.
const GROWTH: usize = 4 << 10;

#[test]
fn every_request_for_memory_may_fail() {
    let every = std::env::var("TAIPAN_EVERY").ok().and_then(|text| text.parse().ok()).unwrap_or(50_u64);
    let mut faults = Vec::new();
    for (name, text) in PROGRAMS {
        let mut world = World::new();
        let (right, raised) = world.run(text);
        assert_eq!(raised, None, "{name}: {right}");
        let (mut number, mut failed, mut served) = (1, 0, 0);
        let before = world.used();
        loop {
            let (printed, raised, left) = world.run_failing(text, number);
            match raised.as_deref() {
                Some("MemoryError") if right.starts_with(&printed) => failed += 1,
                None if printed == right => served += 1,
                _ => faults.push(format!("{name}, request {number}: {raised:?} after {printed:?}")),
            }
            let (again, raised) = world.run(text);
            if (again.as_str(), &raised) != (right.as_str(), &None) {
                faults.push(format!("{name}, after request {number}: {raised:?} after {again:?}"));
            }
            if left > 0 {
                break;
            }
            number += every;
        }
        let more = world.used().saturating_sub(before);
        println!(
            "{name}: {number} requests, {failed} failures raised MemoryError, {served} did not matter, {more} bytes more"
        );
        if more > GROWTH {
            faults.push(format!("{name}: {more} bytes are left"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
