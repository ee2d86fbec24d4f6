//! Floors inside `vm`: a module imports only from its own floor and from those declared before it in `lib.rs`.

use crate::sources::{self, code, without_tests};

const VM: &str = "crates/vm/src/";

/// The floors of the design, bottom up.
pub(crate) const FLOORS: [&str; 9] =
    ["text", "value", "machine", "protocol", "ops", "object", "exec", "builtins", "import"];

/// Files that may name what stands above them, each with the reason.
const WAIVED: [(&str, &str); 1] =
    [("crates/vm/src/value/kinds.rs", "the one table of object kinds names each kind's type, wherever it lives")];

#[test]
fn the_floors_of_the_machine_are_declared_bottom_up() {
    let declared = declared();
    let order: Vec<&str> = FLOORS.into_iter().filter(|floor| declared.iter().any(|name| name == floor)).collect();
    let found: Vec<&str> = declared.iter().map(String::as_str).filter(|name| FLOORS.contains(name)).collect();
    assert_eq!(found, order, "the order of `mod` lines in {VM}lib.rs");
}

#[test]
fn a_module_of_the_machine_imports_only_from_below() {
    let declared = declared();
    let rank = |name: &str| declared.iter().position(|floor| floor == name);
    let mut offences = Vec::new();
    for file in sources::files("crates/vm/src", "rs") {
        if WAIVED.iter().any(|(path, _)| file.path == *path) {
            continue;
        }
        let inside = file.path.strip_prefix(VM).unwrap_or_default();
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

/// The modules of `vm` in the order of their declaration.
fn declared() -> Vec<String> {
    let lib = std::fs::read_to_string(sources::root().join(VM).join("lib.rs")).expect("the vm crate");
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
