//! Floors inside `core`: a module imports only from its own floor and from those declared before it in `lib.rs`.

use crate::sources::{self, code, without_tests};

const CORE: &str = "crates/core/src/";

/// The floors of the design, bottom up.
pub(crate) const FLOORS: [&str; 4] = ["value", "machine", "protocol", "ops"];

/// Files that may name what stands above them, each with the reason.
const WAIVED: [(&str, &str); 1] =
    [("crates/core/src/value/kinds.rs", "the one table of object kinds names each kind's type, wherever it lives")];

#[test]
fn the_floors_of_the_machine_are_declared_bottom_up() {
    let declared = declared();
    let order: Vec<&str> = FLOORS.into_iter().filter(|floor| declared.iter().any(|name| name == floor)).collect();
    let found: Vec<&str> = declared.iter().map(String::as_str).filter(|name| FLOORS.contains(name)).collect();
    assert_eq!(found, order, "the order of `mod` lines in {CORE}lib.rs");
}

#[test]
fn a_module_of_the_machine_imports_only_from_below() {
    let declared = declared();
    let rank = |name: &str| declared.iter().position(|floor| floor == name);
    let mut offences = Vec::new();
    for file in sources::files("crates/core/src", "rs") {
        if WAIVED.iter().any(|(path, _)| file.path == *path) {
            continue;
        }
        let inside = file.path.strip_prefix(CORE).unwrap_or_default();
        let own = inside.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        let Some(own_rank) = rank(own) else { continue };
        for (number, line) in without_tests(&file.text) {
            for used in crate_paths(code(line)) {
                if rank(used).is_some_and(|used_rank| used_rank > own_rank) {
                    offences.push(format!("{}:{number}: {own} uses {used}", file.path));
                }
            }
        }
    }
    sources::none("imports that run uphill", &offences);
}

#[test]
fn a_method_of_the_machine_is_called_only_from_its_floor_and_above() {
    let declared = declared();
    let rank = |path: &str| {
        let inside = path.strip_prefix(CORE).unwrap_or_default();
        declared.iter().position(|floor| inside.split('/').next() == Some(floor))
    };
    let files = sources::files("crates/core/src", "rs");
    let owners: Vec<(&str, usize)> = files
        .iter()
        .filter_map(|file| Some((file, rank(&file.path)?)))
        .flat_map(|(file, floor)| methods_of_the_machine(&file.text).map(move |name| (name, floor)))
        .collect();
    assert!(owners.iter().any(|(name, _)| *name == "call"), "the methods of the machine are found");
    let mut offences = Vec::new();
    for file in &files {
        let Some(own) = rank(&file.path) else { continue };
        for (number, line) in without_tests(&file.text) {
            for called in calls_of_the_machine(code(line)) {
                let above = owners.iter().filter(|(name, _)| *name == called).map(|(_, floor)| *floor).min();
                if above.is_some_and(|floor| floor > own) {
                    offences.push(format!(
                        "{}:{number}: `vm.{called}` stands on floor {}",
                        file.path,
                        declared[above.unwrap_or(0)]
                    ));
                }
            }
        }
    }
    sources::none("methods that are called from below", &offences);
}

/// The functions in blocks `impl Vm`.
fn methods_of_the_machine(text: &str) -> impl Iterator<Item = &str> {
    let blocks = text.split("\nimpl Vm {\n").skip(1).map(|rest| rest.split("\n}").next().unwrap_or_default());
    blocks
        .flat_map(|block| block.lines().filter_map(|line| line.split_once(" fn ").map(|(_, name)| first_segment(name))))
}

/// What a line calls as a method of a variable `vm`.
fn calls_of_the_machine(line: &str) -> impl Iterator<Item = &str> {
    let starts =
        line.match_indices("vm.").filter(|(at, _)| !line[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'));
    starts.filter_map(|(at, found)| {
        let name = first_segment(&line[at + found.len()..]);
        line[at + found.len() + name.len()..].starts_with(['(', ':']).then_some(name)
    })
}

/// The modules of `core` in the order of their declaration.
fn declared() -> Vec<String> {
    let lib = std::fs::read_to_string(sources::root().join(CORE).join("lib.rs")).expect("the vm crate");
    lib.lines()
        .filter_map(|line| {
            let line = code(line).trim().trim_start_matches("pub(crate) ").trim_start_matches("pub ");
            Some(line.strip_prefix("mod ")?.trim_end_matches(';').to_owned())
        })
        .collect()
}

/// The first segments of all paths on the line that begin at the crate root, also in `crate::{a, b::c}`.
fn crate_paths(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, start) in line.match_indices("crate::") {
        // `$crate::` is a macro's path and counts for where it expands.
        if line[..at].ends_with('$') {
            continue;
        }
        let rest = &line[at + start.len()..];
        match rest.strip_prefix('{') {
            Some(list) => found.extend(list.split(['{', ',']).map(first_segment)),
            None => found.push(first_segment(rest)),
        }
    }
    found
}

fn first_segment(path: &str) -> &str {
    let path = path.trim_start();
    path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}
