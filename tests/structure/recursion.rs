//! Recursion of Rust code over script data passes a check of depth.
//!
//! The functions of the sources and their calls make a graph, by name alone: a method call may mean every method of that
//! name, and what a variable or a table holds may be every native. What stands behind a check of depth
//! (`calls::CHECKS`) makes no edge. Every circle that is left is a script's way to the end of the stack, or has a reason.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::calls::{Call, Way};
use crate::floors::FLOORS;
use crate::functions::{self, Contents, Function, Seen};
use crate::sources::{self, Source};

/// Crates whose functions handle script data, bottom up.
const CRATES: [&str; 12] = [
    "heap",
    "parser",
    "compiler",
    "text",
    "core",
    "objects",
    "exec",
    "traceback",
    "scheduler",
    "modules",
    "repl",
    "interpreter",
];

/// Where the hooks of the machine are filled.
const HOOKS: &str = "crates/interpreter/src/start.rs";

/// Functions that may reach themselves without a check, each with the reason. A path that ends in `/` is a folder.
const WAIVED: &[(&str, &str)] = &[
    ("crates/compiler/", "trees are at most `ast::limits::DEPTH` deep, and those beyond some levels get a large stack"),
    ("crates/parser/", "trees are at most `ast::limits::DEPTH` deep, and refused sources are read on a large stack"),
    // As deep as types of Rust are.
    (
        "crates/interpreter/src/convert/containers.rs:from_python",
        "a container converts its items, as the Rust type says",
    ),
    (
        "crates/interpreter/src/convert/containers.rs:into_python",
        "a container converts its items, as the Rust type says",
    ),
    ("crates/interpreter/src/convert/mod.rs:into_python", "a container converts its items, as the Rust type says"),
    ("crates/core/src/protocol/argument.rs:into_result", "a Result or an Option converts what it holds"),
    ("crates/scheduler/src/outside.rs:poll", "what a Rust future gives is converted, which calls no script"),
    // As deep as something that was counted before.
    (
        "crates/interpreter/src/command/tree.rs:write",
        "trees are at most `ast::limits::DEPTH` deep, and the command has a large stack",
    ),
    (
        "crates/interpreter/src/command/tree.rs:expr_in",
        "trees are at most `ast::limits::DEPTH` deep, and the command has a large stack",
    ),
    (
        "crates/interpreter/src/command/tree.rs:statement",
        "trees are at most `ast::limits::DEPTH` deep, and the command has a large stack",
    ),
    (
        "crates/interpreter/src/command/tree.rs:pattern",
        "trees are at most `ast::limits::DEPTH` deep, and the command has a large stack",
    ),
    ("crates/interpreter/src/command/bundle.rs:imports", "blocks nest as deep as indentation may, a hundred levels"),
    ("crates/interpreter/src/command/check.rs:collect", "folders nest as deep as the system takes paths"),
    (
        "crates/modules/src/re/compile.rs:starts",
        "patterns nest 200 deep at most, and the parser took more of the stack",
    ),
    (
        "crates/modules/src/re/compile.rs:is_anchored",
        "patterns nest 200 deep at most, and the parser took more of the stack",
    ),
    ("crates/modules/src/re/syntax.rs:width", "patterns nest 200 deep at most, and the parser took more of the stack"),
    ("crates/objects/src/text/str/template.rs:template", "fields nest two deep"),
    ("crates/traceback/src/chain.rs:group", "groups are shown ten deep at most"),
    ("crates/traceback/src/tokens.rs:field", "fields nest 150 deep at most, and take little"),
    ("crates/text/src/int_arith.rs:bit_length", "an integer asks its few words"),
    ("crates/text/src/int_arith.rs:to_i64", "an integer asks its few words"),
    ("crates/text/src/int_arith.rs:is_negative", "an integer asks its few words"),
    ("crates/text/src/int_arith.rs:to_big", "an integer asks its few words"),
    ("crates/text/src/integer/", "numbers are halved, or as long as the memory of a limit allows"),
    // Once.
    ("crates/modules/src/re/compile.rs:repeat", "a possessive repetition is a greedy one inside of an atomic group"),
    ("crates/modules/src/builtins/import.rs:import_names", "`*` stands for names, and none of them is `*`"),
    (
        "crates/traceback/src/report.rs:exit_status",
        "the hook of an uncaught exception may end in SystemExit, which asks no hook",
    ),
    ("crates/exec/src/suspend.rs:deliver", "what it asks is no generator, and links no other frame"),
    ("crates/modules/src/import/mod.rs:locate", "the `__main__` of a package is no package"),
    ("crates/modules/src/io/buffered/writer.rs:begin", "a writer asks its buffer"),
    ("crates/modules/src/io/buffered/writer.rs:write", "a writer asks its buffer"),
    ("crates/modules/src/io/buffered/reader.rs:begin", "a reader asks its buffer"),
    ("crates/modules/src/io/buffered/reader.rs:read1", "a reader asks its buffer"),
    ("crates/modules/src/io/buffered/random.rs:begin", "a file that is read and written asks its buffer"),
    ("crates/modules/src/io/buffered/random.rs:write", "a file that is read and written asks its buffer"),
    ("crates/modules/src/io/buffered/random.rs:read1", "a file that is read and written asks its buffer"),
    ("crates/modules/src/io/buffered/reading.rs:read_all", "a buffer asks the file of the system"),
    ("crates/objects/src/sequence/deque.rs:copied", "the copy of an exact deque asks nobody"),
    ("crates/core/src/ops/compare.rs:numbers", "a complex number asks about its real part"),
    ("crates/core/src/ops/mapping.rs:plain_tuples_equal", "tuples inside of tuples are left to others"),
    ("crates/core/src/protocol/declaration.rs:declared_class", "declarations refer to others as Rust code says"),
    ("crates/core/src/protocol/lookup.rs:index", "what `__index__` gave is an integer"),
    // Of another type, which the names do not tell.
    ("crates/interpreter/src/error.rs:downcast_ref", "an error of the host's is none of ours"),
    ("crates/heap/src/header.rs:retain", "the count of a header is no slot"),
    ("crates/modules/src/re/set.rs:has", "a set asks its classes of characters"),
    ("crates/modules/src/re/subject.rs:length", "the length of a string"),
    ("crates/repl/src/editor/mod.rs:ring", "a doorbell rings a bell, and no doorbell"),
    ("crates/repl/src/screen/", "the host behind the one of the prompt is another"),
    ("crates/scheduler/src/context.rs:length", "the length of a map"),
    ("crates/scheduler/src/event_loop.rs:now", "the time of a clock"),
    ("crates/scheduler/src/outside.rs:ring", "a bell wakes an executor, and no bell"),
    ("crates/core/src/machine/names.rs:find", "finds a place in a table"),
    ("crates/core/src/machine/names.rs:hash_anew", "the key hashes bytes"),
    ("crates/objects/src/text/codec.rs:replacement", "the handlers of Python's own ask no others"),
    ("crates/text/src/hash.rs:hash", "the hasher hashes bytes"),
    ("crates/heap/src/trace.rs:trace", "what holds references asks its parts, as deep as types of Rust are"),
    ("crates/heap/src/extension.rs:trace", "an extension calls what its type does"),
    ("crates/heap/src/extension.rs:drop", "an extension calls what its type does"),
    ("crates/core/src/value/deque.rs:push", "a deque pushes to its ring, and a ring to its slots"),
    ("crates/core/src/value/deque.rs:push_left", "a deque pushes to its ring"),
    ("crates/core/src/value/table/index.rs:duplicate", "an index duplicates its slots"),
];

/// The sources, read once for all tests.
static SOURCES: LazyLock<Vec<Source>> =
    LazyLock::new(|| CRATES.iter().flat_map(|name| sources::files(&format!("crates/{name}/src"), "rs")).collect());
static CONTENTS: LazyLock<Vec<Contents<'static>>> = LazyLock::new(|| SOURCES.iter().map(functions::read).collect());

#[test]
fn recursion_over_script_data_checks_the_depth() {
    sources::none("circles of calls that check no depth", &circles(CONTENTS.iter().collect()));
}

#[test]
fn waivers_of_recursion_are_needed() {
    let graph = Graph::new(&CONTENTS.iter().collect::<Vec<_>>(), &[]);
    let circling: HashSet<String> = graph
        .circles()
        .iter()
        .flatten()
        .filter_map(|node| graph.functions.get(*node))
        .map(|node| place(node))
        .collect();
    let needless = WAIVED.iter().filter(|(waiver, _)| !circling.iter().any(|place| place.starts_with(waiver)));
    let needless: Vec<String> = needless.map(|(waiver, _)| format!("{waiver}: needs no waiver any more")).collect();
    sources::none("waivers", &needless);
}

#[test]
fn a_check_of_depth_that_is_taken_away_is_missed() {
    for (path, check) in [
        ("crates/core/src/protocol/call.rs", "vm.check_depth_for(CALLING)?;"),
        ("crates/objects/src/typing/generic_args.rs", "vm.check_depth()?;"),
        ("crates/exec/src/entry.rs", "vm.enter_native()?;"),
        ("crates/exec/src/finalize.rs", "vm.is_deep()"),
        ("crates/scheduler/src/future.rs", "vm.check_depth()?;"),
    ] {
        let changed = with_change(path, |text| text.replace(check, ""));
        assert!(!circles_of(&changed).is_empty(), "{path} without {check}");
    }
}

#[test]
fn a_native_that_calls_itself_is_found() {
    let changed = with_change("crates/objects/src/sequence/list.rs", |text| {
        format!(
            "{text}\n#[function(\"deepest(value, /)\")]\n\
             fn deepest(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {{\n\
                 let first = item::get(vm, value, &Value::NONE)?;\n\
                 deepest(vm, &first)\n\
             }}\n"
        )
    });
    assert!(circles_of(&changed).iter().any(|circle| circle.contains("deepest")));
}

/// A source file after a change.
fn with_change(path: &str, change: impl FnOnce(&str) -> String) -> Source {
    let file = SOURCES.iter().find(|file| file.path == path).expect("the file");
    let text = change(&file.text);
    assert!(text != file.text, "{path} stays the same");
    Source { path: path.to_owned(), text }
}

/// The circles where one file has changed.
fn circles_of(changed: &Source) -> Vec<String> {
    let fresh = functions::read(changed);
    let all = SOURCES.iter().zip(CONTENTS.iter());
    circles(all.map(|(file, contents)| if file.path == changed.path { &fresh } else { contents }).collect())
}

/// The circles among functions that are not waived, as text.
fn circles(contents: Vec<&Contents<'_>>) -> Vec<String> {
    let graph = Graph::new(&contents, WAIVED);
    graph.circles().iter().map(|circle| graph.show(circle)).collect()
}

struct Graph<'a> {
    functions: Vec<&'a Function<'a>>,
    /// Whom each function calls, and on which line. The last node stands for whatever a table or a variable holds.
    edges: Vec<Vec<(usize, usize)>>,
}

impl<'a> Graph<'a> {
    fn new(contents: &[&'a Contents<'a>], waived: &[(&str, &str)]) -> Graph<'a> {
        let is_waived = |function: &Function<'_>| {
            let own = place(function);
            waived.iter().any(|(waiver, _)| own == *waiver || waiver.ends_with('/') && own.starts_with(waiver))
        };
        let functions: Vec<&Function<'_>> =
            contents.iter().flat_map(|contents| &contents.functions).filter(|function| !is_waived(function)).collect();
        let mut named: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, function) in functions.iter().enumerate() {
            named.entry(function.name).or_default().push(index);
        }
        let traits: HashSet<&str> = contents.iter().flat_map(|contents| contents.traits.iter().copied()).collect();
        let owners: HashSet<&str> = functions.iter().filter_map(|function| function.owner).collect();
        let names = Names { functions: &functions, named, owners, traits, hooks: hooks() };
        let held = functions.len();
        let mut edges: Vec<Vec<(usize, usize)>> = functions
            .iter()
            .map(|function| {
                let mut edges = Vec::new();
                for call in &function.calls {
                    match names.resolve(function, call) {
                        Target::Held => edges.push((held, call.line)),
                        Target::These(targets) => edges.extend(targets.into_iter().map(|target| (target, call.line))),
                    }
                }
                edges
            })
            .collect();
        edges.push(names.held(contents).into_iter().map(|target| (target, 0)).collect());
        Graph { functions, edges }
    }

    /// Groups of functions that reach each other.
    fn circles(&self) -> Vec<Vec<usize>> {
        let count = self.edges.len();
        let mut order = Vec::with_capacity(count);
        let mut seen = vec![false; count];
        for start in 0..count {
            walk(&self.edges, start, &mut seen, &mut order);
        }
        let mut back: Vec<Vec<(usize, usize)>> = vec![Vec::new(); count];
        for (from, edges) in self.edges.iter().enumerate() {
            for (to, line) in edges {
                back[*to].push((from, *line));
            }
        }
        let mut seen = vec![false; count];
        let mut circles = Vec::new();
        for start in order.into_iter().rev() {
            let mut group = Vec::new();
            walk(&back, start, &mut seen, &mut group);
            let is_circle = group.len() > 1 || self.edges[start].iter().any(|(to, _)| *to == start);
            if is_circle && !group.is_empty() {
                circles.push(group);
            }
        }
        circles
    }

    /// A circle, with the shortest way around it.
    fn show(&self, group: &[usize]) -> String {
        let inside: HashSet<usize> = group.iter().copied().collect();
        // In a large group, a few are enough to find a short way.
        let some = group.iter().take(50);
        let way = some.filter_map(|start| self.way_around(*start, &inside)).min_by_key(Vec::len);
        let steps: Vec<String> = way.unwrap_or_default().iter().map(|(node, line)| self.name(*node, *line)).collect();
        format!("{} functions, such as\n    {}", group.len(), steps.join("\n    "))
    }

    fn name(&self, node: usize, line: usize) -> String {
        match self.functions.get(node) {
            Some(function) => format!("{}:{}: {} (call in line {line})", function.path, function.line, function.name),
            None => "whatever a table or a variable holds".to_owned(),
        }
    }

    fn way_around(&self, start: usize, inside: &HashSet<usize>) -> Option<Vec<(usize, usize)>> {
        let mut from: HashMap<usize, (usize, usize)> = HashMap::new();
        let mut queue = std::collections::VecDeque::from([start]);
        while let Some(node) = queue.pop_front() {
            for (to, line) in &self.edges[node] {
                if !inside.contains(to) || from.contains_key(to) {
                    continue;
                }
                from.insert(*to, (node, *line));
                if *to != start {
                    queue.push_back(*to);
                    continue;
                }
                let mut way = Vec::new();
                let mut at = start;
                loop {
                    let step = *from.get(&at)?;
                    way.push(step);
                    at = step.0;
                    if at == start {
                        way.reverse();
                        return Some(way);
                    }
                }
            }
        }
        None
    }
}

/// What fills the machine's hooks.
fn hooks() -> HashMap<String, (String, String)> {
    let start = std::fs::read_to_string(sources::root().join(HOOKS)).expect("where hooks are filled");
    let (_, rest) = start.split_once("Hooks {").expect("a table of hooks");
    let (table, _) = rest.split_once("};").expect("its end");
    let entry = |line: &str| {
        let (field, path) = line.trim().trim_end_matches(',').split_once(": ").unwrap_or((line.trim(), line.trim()));
        let mut parts = path.rsplit("::");
        let name = parts.next().unwrap_or_default().trim_end_matches(',');
        let module = parts.next().unwrap_or("start");
        (field.trim_end_matches(',').to_owned(), (module.to_owned(), name.to_owned()))
    };
    table.lines().map(entry).collect()
}

/// Depth first, into what was not seen; the order in which nodes were left.
fn walk(edges: &[Vec<(usize, usize)>], start: usize, seen: &mut [bool], order: &mut Vec<usize>) {
    if std::mem::replace(&mut seen[start], true) {
        return;
    }
    let mut open = vec![(start, 0)];
    while let Some((node, next)) = open.last_mut() {
        match edges[*node].get(*next) {
            Some((to, _)) => {
                *next += 1;
                if !std::mem::replace(&mut seen[*to], true) {
                    open.push((*to, 0));
                }
            }
            None => {
                order.push(*node);
                open.pop();
            }
        }
    }
}

/// A function as waivers name it.
fn place(function: &Function<'_>) -> String {
    format!("{}:{}", function.path, function.name)
}

/// Whether a caller can name a function: its crate and its floor lie no higher, and it is not hidden.
fn sees(caller: &Function<'_>, function: &Function<'_>) -> bool {
    let (above, below) = (height(caller.path), height(function.path));
    above >= below
        && match function.seen {
            Seen::Here => caller.path.starts_with(folder(function.path)),
            Seen::Crate => above.0 == below.0,
            Seen::Above | Seen::Trait => true,
        }
}

/// The folder below which everything sees what a file does not show to others.
fn folder(path: &str) -> &str {
    let module = path.trim_end_matches(".rs").trim_end_matches("/mod").trim_end_matches("/lib");
    let parent = module.rfind('/').map_or("", |end| &module[..end]);
    if path.ends_with("/mod.rs") || path.ends_with("/lib.rs") { module } else { parent }
}

/// The place of a file's crate among the crates, and of its floor inside the machine.
fn height(path: &str) -> (usize, usize) {
    let mut parts = path.split('/').skip(1);
    let of =
        |list: &[&str], name: Option<&str>| list.iter().position(|known| Some(*known) == name).unwrap_or(list.len());
    let name = parts.next();
    let floor = parts.nth(1);
    (of(&CRATES, name), if name == Some("core") { of(&FLOORS, floor) } else { 0 })
}

enum Target {
    Held,
    These(Vec<usize>),
}

struct Names<'a, 'f> {
    functions: &'f [&'a Function<'a>],
    named: HashMap<&'a str, Vec<usize>>,
    owners: HashSet<&'a str>,
    traits: HashSet<&'a str>,
    /// The functions behind the machine's hooks: their modules and names.
    hooks: HashMap<String, (String, String)>,
}

impl Names<'_, '_> {
    /// Which functions a call may mean.
    fn resolve(&self, caller: &Function<'_>, call: &Call<'_>) -> Target {
        let fits = |function: &Function<'_>, taken: usize| {
            call.arguments.is_none_or(|given| given == taken)
                && (call.hands_machine || !function.takes_machine)
                && sees(caller, function)
        };
        let among = |wanted: &dyn Fn(&Function<'_>) -> bool| -> Vec<usize> {
            let all = self.named.get(call.name).map(Vec::as_slice).unwrap_or_default();
            all.iter().copied().filter(|index| wanted(self.functions[*index])).collect()
        };
        match call.way {
            Way::Held => match self.hook(call.name) {
                Some(hook) => Target::These(hook),
                None if call.hands_machine => Target::Held,
                None => Target::These(Vec::new()),
            },
            Way::Plain => {
                let free = |function: &Function<'_>| function.owner.is_none() && fits(function, function.parameters);
                let here = among(&|function| free(function) && function.path == caller.path);
                if here.is_empty() { Target::These(among(&free)) } else { Target::These(here) }
            }
            Way::Path("Self") => Target::These(among(&|function| {
                function.owner == caller.owner && fits(function, function.parameters + usize::from(function.has_self))
            })),
            Way::Path(qualifier) if self.owners.contains(qualifier) => Target::These(among(&|function| {
                function.owner == Some(qualifier)
                    && fits(function, function.parameters + usize::from(function.has_self))
            })),
            Way::Path(qualifier) => Target::These(among(&|function| {
                let is_type = qualifier.starts_with(|first: char| first.is_uppercase());
                let meant = match qualifier {
                    "self" | "super" | "crate" => function.owner.is_none(),
                    // A type parameter stands for any type; others are not ours.
                    _ if is_type => qualifier.len() == 1 && function.owner.is_some(),
                    // A module that is named has another file than the caller.
                    _ => function.owner.is_none() && function.module == qualifier && function.path != caller.path,
                };
                meant && fits(function, function.parameters + usize::from(function.has_self))
            })),
            // A method that asks a part for the same does not recurse.
            Way::Method(_) if call.of_field && call.name == caller.name && !call.hands_machine => {
                Target::These(Vec::new())
            }
            Way::Method(receiver) => {
                let method = |function: &Function<'_>| function.has_self && fits(function, function.parameters);
                let owner = match receiver {
                    Some("vm" | "machine") => Some("Vm"),
                    Some("self") => caller.owner,
                    _ => None,
                };
                if call.of.iter().any(|of| self.owners.contains(of))
                    && !call.of.iter().any(|of| self.traits.contains(of))
                {
                    return Target::These(among(&|function| {
                        method(function) && function.owner.is_some_and(|owner| call.of.contains(&owner))
                    }));
                }
                let own = among(&|function| method(function) && owner.is_some() && function.owner == owner);
                let known = !own.is_empty() || receiver.is_some_and(|receiver| receiver != "self") && owner.is_some();
                if known { Target::These(own) } else { Target::These(among(&method)) }
            }
        }
    }

    /// The function behind a hook.
    fn hook(&self, name: &str) -> Option<Vec<usize>> {
        let (module, name) = self.hooks.get(name)?;
        let all = self.named.get(name.as_str())?;
        let meant =
            |function: &Function<'_>| function.module == module && function.seen == Seen::Above && !function.is_native;
        Some(all.iter().copied().filter(|index| meant(self.functions[*index])).collect())
    }

    /// Everything that a table or a variable may hold: natives, and what is named outside of functions.
    fn held(&self, contents: &[&Contents<'_>]) -> Vec<usize> {
        let mut held: HashSet<usize> =
            (0..self.functions.len()).filter(|index| self.functions[*index].is_native).collect();
        for name in ["from_arg", "into_result"] {
            held.extend(self.named.get(name).into_iter().flatten());
        }
        for mention in contents.iter().flat_map(|contents| &contents.mentions) {
            for index in self.named.get(mention.name).into_iter().flatten() {
                let function = self.functions[*index];
                let meant = mention.qualifier.map_or(function.path == mention.path, |module| module == function.module);
                if function.takes_machine && function.owner.is_none() && meant {
                    held.insert(*index);
                }
            }
        }
        held.into_iter().collect()
    }
}
