//! Which crate may use which: the table of `docs/architecture.md`, compared with the manifests.

use crate::sources;

/// The page whose table says which crates of the house each crate may use.
const PAGE: &str = "docs/architecture.md";

/// Crates that must build on nothing from outside: what is expensive to trust stays small.
const NOTHING_FROM_OUTSIDE: [&str; 3] = ["source", "heap", "ast"];

/// The most that one crate may hold, in percent of the Rust lines of all.
const SHARE: usize = 22;

#[test]
fn crates_use_only_what_stands_below_them() {
    let walls = walls();
    let mut offences = Vec::new();
    let mut seen = Vec::new();
    for manifest in sources::files("crates", "toml") {
        let Some(own) = manifest.path.strip_prefix("crates/").and_then(|path| path.strip_suffix("/Cargo.toml")) else {
            continue;
        };
        let Some((_, allowed)) = walls.iter().find(|(name, _)| *name == own) else {
            offences.push(format!("{own} is not in the table of {PAGE}"));
            continue;
        };
        seen.push(own.to_owned());
        for dependency in dependencies(&manifest.text) {
            match house_name(&dependency) {
                Some(name) if !allowed.iter().any(|known| known == name) => offences.push(format!("{own} uses {name}")),
                None if NOTHING_FROM_OUTSIDE.contains(&own) => offences.push(format!("{own} uses {dependency}")),
                _ => {}
            }
        }
    }
    for (name, _) in walls {
        if !seen.contains(&name) {
            offences.push(format!("{name} is in the table and has no crate"));
        }
    }
    sources::none("walls crossed", &offences);
}

#[test]
fn no_crate_holds_more_than_its_share_of_the_lines() {
    let mut sizes: std::collections::HashMap<String, usize> = std::collections::HashMap::new();
    for file in sources::files("crates", "rs") {
        let name = file.path.split('/').nth(1).unwrap_or_default().to_owned();
        *sizes.entry(name).or_default() += file.text.lines().count();
    }
    let all: usize = sizes.values().sum();
    let large = sizes.iter().filter(|(_, size)| **size * 100 > all * SHARE);
    let large: Vec<String> = large.map(|(name, size)| format!("{name}: {size} of {all} lines")).collect();
    sources::none("crates that are too large", &large);
}

#[test]
fn versions_stand_in_the_workspace_alone_and_give_a_reason() {
    let mut offences = Vec::new();
    for manifest in sources::files("crates", "toml") {
        for line in manifest.text.lines().filter(|line| line.contains("version = \"")) {
            offences.push(format!("{}: {line}", manifest.path));
        }
    }
    let workspace = std::fs::read_to_string(sources::root().join("Cargo.toml")).expect("the workspace manifest");
    let table = section(&workspace, "[workspace.dependencies]");
    for line in table.filter(|line| line.contains('=') && !line.contains("path = ") && !line.contains('#')) {
        offences.push(format!("Cargo.toml gives no reason: {line}"));
    }
    sources::none("dependencies", &offences);
}

/// The rows of the page's table: a crate, what it is, and the crates that it may use.
fn walls() -> Vec<(String, Vec<String>)> {
    let page = std::fs::read_to_string(sources::root().join(PAGE)).expect("the page about the architecture");
    let (_, table) = page.split_once("| crate | in one line | may use |").expect("the table of crates");
    let rows = table.lines().skip(2).take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let mut cells = row.trim_matches('|').split('|').map(str::trim);
        let name = cells.next().unwrap_or_default().trim_matches('`').to_owned();
        let used = cells.next_back().unwrap_or_default().split(", ").filter(|used| *used != "nothing");
        (name, used.map(str::to_owned).collect())
    })
    .collect()
}

/// The names in the `[dependencies]` table. Build and test dependencies do not end up in the program.
fn dependencies(manifest: &str) -> Vec<String> {
    section(manifest, "[dependencies]")
        .filter_map(|line| line.split_once(['=', '.']))
        .map(|(name, _)| name.trim().to_owned())
        .collect()
}

/// The lines of one table of a manifest.
fn section<'a>(manifest: &'a str, header: &'a str) -> impl Iterator<Item = &'a str> {
    let lines = manifest.lines().skip_while(move |line| line.trim() != header).skip(1);
    lines.take_while(|line| !line.starts_with('[')).filter(|line| !line.trim_start().starts_with('#'))
}

/// The folder of a crate of the house, by the name of its package.
fn house_name(package: &str) -> Option<&str> {
    if package == "taipan" { Some("interpreter") } else { package.strip_prefix("taipan-") }
}
