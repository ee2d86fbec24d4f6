//! The map tells the truth: modules and functions that the pages about the code name are there.

use crate::sources::{self, Source};

/// The page whose table of floors names files.
const MAP: &str = "docs/architecture.md";

#[test]
fn what_the_map_names_is_there() {
    let modules: Vec<(String, Source)> =
        sources::files("crates", "rs").into_iter().map(|file| (module_path(&file.path), file)).collect();
    let mut offences = Vec::new();
    for page in sources::files("docs", "md").into_iter().filter(|page| names_modules(&page.path)) {
        for name in page.text.split('`').skip(1).step_by(2).filter(|name| is_path(name)) {
            let path = name.replace("::", "/");
            let (owner, item) = path.rsplit_once('/').unwrap_or_default();
            let found = modules.iter().any(|(module, file)| {
                ends_with(module, &path) || ends_with(module, owner) && defines(&file.text, item)
            });
            if !found {
                offences.push(format!("{}: {name}", page.path));
            }
        }
    }
    sources::none("names that nothing has", &offences);
}

#[test]
fn what_to_read_first_on_a_floor_is_there() {
    let page = std::fs::read_to_string(sources::root().join(MAP)).expect("the page about the architecture");
    let (_, table) = page.split_once("| floor | what is there | read first |").expect("the table of floors");
    let mut offences = Vec::new();
    for row in table.lines().skip(2).take_while(|line| line.starts_with('|')) {
        let mut names = row.split('`').skip(1).step_by(2);
        let floor = names.next().unwrap_or_default();
        for file in names.filter(|name| name.ends_with(".rs")) {
            if !sources::root().join("crates/core/src").join(floor).join(file).is_file() {
                offences.push(format!("{floor}/{file}"));
            }
        }
    }
    sources::none("files that are not there", &offences);
}

/// The page about embedding speaks of the package as its users see it, and the others of the code.
fn names_modules(page: &str) -> bool {
    page == MAP || page.starts_with("docs/decisions/")
}

/// Whether the words between two backticks are a path such as `exec::resume`.
fn is_path(name: &str) -> bool {
    name.contains("::") && name.chars().all(|char| char.is_ascii_alphanumeric() || char == '_' || char == ':')
}

/// `crates/exec/src/lib.rs` is `exec`.
fn module_path(file: &str) -> String {
    let path = file.trim_start_matches("crates/").trim_end_matches(".rs").replace("/src/", "/");
    path.trim_end_matches("/mod").trim_end_matches("/lib").to_owned()
}

fn ends_with(module: &str, path: &str) -> bool {
    module.strip_suffix(path).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
}

fn defines(text: &str, item: &str) -> bool {
    ["fn", "struct", "enum", "trait", "const", "macro_rules!"].iter().any(|kind| {
        text.match_indices(&format!("{kind} {item}")).any(|(at, found)| {
            let next = text[at + found.len()..].chars().next();
            next.is_none_or(|char| !char.is_ascii_alphanumeric() && char != '_')
        })
    })
}
