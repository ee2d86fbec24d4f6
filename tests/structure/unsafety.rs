//! Unsafe code has an address and a reason, and no state of an interpreter lives in a static.

use crate::sources::{self, code};

/// Where unsafe code may stand, each with the reason. A path that ends in `/` is a folder.
const UNSAFE: &[(&str, &str)] = &[
    ("crates/heap/", "the value word, object headers and the pool: the home of unsafe"),
    ("crates/macros/src/", "the macros write what implements unsafe traits"),
    ("crates/core/src/machine/stack.rs", "the value stack: registers are reached without a check of bounds"),
    ("crates/core/src/machine/vm.rs", "the one promise that a whole VM may move to another thread"),
    ("crates/exec/src/", "the machine: registers and frame records are reached by address"),
    ("crates/core/src/value/sequence.rs", "the items of tuples and bytes lie behind the struct in its block"),
    ("crates/core/src/value/allocate.rs", "what lies behind a payload is for the caller to fill"),
    ("crates/core/src/value/text.rs", "the text of a string lies behind the struct in its block"),
    ("crates/core/src/protocol/lookup.rs", "what inline caches remember is borrowed, not counted"),
    ("crates/core/src/value/generator.rs", "a suspended frame owns its registers behind its header"),
    ("crates/core/src/value/instance.rs", "slots behind an instance's header, and shapes that point at each other"),
    ("crates/scheduler/src/future.rs", "a list of another crate shows each waiter once"),
    ("crates/scheduler/src/event_loop.rs", "the reactor's timers show each payload once"),
    ("crates/interpreter/src/stack_end.rs", "the C library is asked where a thread's stack ends"),
    ("crates/cli/src/inherited.rs", "what is closed is seen before Rust's runtime begins, and how Ctrl-C is handled"),
    ("crates/reactor/src/polling.rs", "descriptors come as numbers and are lent to the poller"),
];

/// Statics that may hold something that changes, each with the reason.
const STATICS: &[(&str, &str)] = &[
    ("crates/heap/src/allocator.rs", "the process has one reserve of memory, for whoever runs short"),
    ("crates/heap/src/ledger.rs", "the allocator learns from the thread whose VM runs on it"),
];

#[test]
fn unsafe_code_stands_only_in_the_listed_files() {
    let mut offences = Vec::new();
    for file in sources::rust() {
        if file.path.starts_with("tests/") || UNSAFE.iter().any(|(place, _)| file.path.starts_with(place)) {
            continue;
        }
        for (number, line) in file.text.lines().enumerate() {
            if is_unsafe(code(line)) {
                offences.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
            }
        }
    }
    sources::none("unsafe code outside the listed files", &offences);
}

#[test]
fn no_static_holds_the_state_of_an_interpreter() {
    let mut offences = Vec::new();
    for file in sources::files("crates", "rs") {
        if STATICS.iter().any(|(place, _)| file.path == *place) || file.path.starts_with("crates/cli/") {
            continue;
        }
        for (number, line) in sources::without_tests(&file.text) {
            let line = code(line);
            let is_static =
                line.trim_start().trim_start_matches("pub(crate) ").trim_start_matches("pub ").starts_with("static ");
            let changes =
                ["Mutex", "RwLock", "Atomic", "Cell", "OnceLock", "LazyLock"].iter().any(|kind| line.contains(kind));
            if line.contains("thread_local!") || line.contains("static mut ") || is_static && changes {
                offences.push(format!("{}:{number}: {}", file.path, line.trim()));
            }
        }
    }
    sources::none("statics that change", &offences);
}

/// Whether the line opens an unsafe block, function, trait or implementation, or promises that a container shows each of
/// its items once (`#[items]`, see crate `macros`).
fn is_unsafe(line: &str) -> bool {
    ["#[items]", "unsafe {", "unsafe fn ", "unsafe impl", "unsafe trait ", "unsafe extern "]
        .iter()
        .any(|form| line.contains(form))
}
