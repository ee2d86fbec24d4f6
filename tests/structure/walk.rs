//! The walk through what people add is true: each example stands in the files that the page names, and in no others.

use crate::sources::{self, Source};

/// The page, and the head of its table.
const PAGE: &str = "docs/native-modules.md";
const TABLE: &str = "| to add | an example | its files |";

#[test]
fn what_is_added_touches_the_files_that_the_walk_names() {
    let page = std::fs::read_to_string(sources::root().join(PAGE)).expect("the page about natives");
    let (_, table) = page.split_once(TABLE).expect("the table of the walk");
    let mut all = sources::files("crates", "rs");
    all.extend(sources::files("stdlib", "py"));
    all.retain(|file| file.path.starts_with("stdlib/") || file.path.contains("/src/") || file.path.contains("/tests/"));
    let mut offences = Vec::new();
    let rows: Vec<&str> = table.lines().skip(2).take_while(|line| line.starts_with('|')).collect();
    for row in &rows {
        let mut names = row.split('`').skip(1).step_by(2);
        let example = names.next().unwrap_or_default();
        let mut named: Vec<&str> = names.collect();
        named.sort_unstable();
        let found: Vec<&str> =
            all.iter().filter(|file| is_about(file, example)).map(|file| file.path.as_str()).collect();
        if named != found {
            offences.push(format!("`{example}` stands in {found:?}, the page names {named:?}"));
        }
    }
    assert!(rows.len() >= 6, "the walk has a row for each kind of thing");
    sources::none("rows that are not true", &offences);
}

/// Whether a file has the example's name, or says it.
fn is_about(file: &Source, example: &str) -> bool {
    let stem = file.path.trim_end_matches("/mod.rs").trim_end_matches(".rs").trim_end_matches(".py");
    stem.rsplit('/').next() == Some(example) || says(&file.text, example)
}

fn says(text: &str, word: &str) -> bool {
    let is_part = |char: char| char.is_alphanumeric() || char == '_';
    text.match_indices(word)
        .any(|(at, found)| !text[..at].ends_with(is_part) && !text[at + found.len()..].starts_with(is_part))
}
