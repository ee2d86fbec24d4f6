//! How files read: a first line that says the subject, a bounded length, a name that explains, nothing left undone.

use crate::sources::{self, code};

/// The longest a file may be.
const LONGEST: usize = 800;

/// Files that may be longer, each with the reason.
const LONG: &[(&str, &str)] = &[];

/// Names that explain nothing.
const VAGUE: [&str; 8] = ["util", "utils", "common", "helper", "helpers", "misc", "inner", "manager"];

#[test]
fn every_file_says_its_subject_in_its_first_line() {
    let offences: Vec<String> =
        sources::rust().into_iter().filter(|file| !file.text.starts_with("//! ")).map(|file| file.path).collect();
    sources::none("files that do not begin with `//!`", &offences);
}

#[test]
fn no_file_is_longer_than_800_lines() {
    let mut files = sources::rust();
    files.extend(sources::files("stdlib", "py"));
    let mut offences = Vec::new();
    for file in &files {
        let lines = file.text.lines().count();
        if lines > LONGEST && LONG.iter().all(|(path, _)| file.path != *path) {
            offences.push(format!("{}: {lines} lines", file.path));
        }
    }
    for (path, _) in LONG {
        let lines = files.iter().find(|file| file.path == *path).map_or(0, |file| file.text.lines().count());
        if lines <= LONGEST {
            offences.push(format!("{path}: needs no waiver any more"));
        }
    }
    sources::none("long files", &offences);
}

/// Beginnings of docstrings that say with the signature's words what the signature says.
const EMPTY_WORDS: [&str; 5] =
    ["/// Return ", "/// Implement ", "/// See PEP", "/// Helper for", "/// Initialize self"];

#[test]
fn docstrings_of_natives_say_what_comes_back() {
    let mut offences = Vec::new();
    for file in sources::files("crates", "rs") {
        for (number, line) in file.text.lines().enumerate() {
            if EMPTY_WORDS.iter().any(|words| line.trim_start().starts_with(words)) {
                offences.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
            }
        }
    }
    sources::none("docstrings such as `Return repr(self).` (write what it is: `What repr() shows.`)", &offences);
}

#[test]
fn names_explain_themselves() {
    let mut files = sources::rust();
    files.extend(sources::files("stdlib", "py"));
    // This name is Python's own.
    files.retain(|file| file.path != "stdlib/importlib/util.py");
    let vague = |part: &str| VAGUE.contains(&part.split('.').next().unwrap_or_default());
    let offences: Vec<String> =
        files.into_iter().map(|file| file.path).filter(|path| path.split('/').any(vague)).collect();
    sources::none("names that explain nothing", &offences);
}

#[test]
fn nothing_is_left_undone() {
    // Written in two parts so that this file does not offend.
    let stubs = [concat!("todo", "!("), concat!("unimplemented", "!("), concat!("allow(dead", "_code")];
    let ignored = concat!("#[ign", "ore]");
    let mut offences = Vec::new();
    for file in sources::rust() {
        for (number, line) in file.text.lines().enumerate() {
            let code = code(line);
            if stubs.iter().any(|stub| code.contains(stub)) || code.contains(ignored) {
                offences.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
            }
        }
    }
    sources::none("stubs, dead code, tests ignored without a reason", &offences);
}

#[test]
fn a_crate_opens_with_at_most_25_lines_of_purpose_and_map() {
    let mut offences = Vec::new();
    for file in sources::files("crates", "rs").into_iter().filter(|file| file.path.ends_with("/src/lib.rs")) {
        let lines = file.text.lines().take_while(|line| line.starts_with("//!")).count();
        if lines > 25 {
            offences.push(format!("{}: {lines} lines", file.path));
        }
    }
    sources::none("long openings", &offences);
}

#[test]
fn links_between_pages_lead_somewhere() {
    let root = sources::root();
    let mut pages = sources::files("docs", "md");
    for name in ["README.md", "CONTRIBUTING.md"] {
        let text = std::fs::read_to_string(root.join(name)).expect("a page at the top");
        pages.push(sources::Source { path: name.to_owned(), text });
    }
    let mut offences = Vec::new();
    for page in pages {
        let folder = root.join(&page.path);
        let folder = folder.parent().expect("a folder");
        for link in page.text.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
            if !link.is_empty() && !link.contains("://") && !folder.join(link).exists() {
                offences.push(format!("{}: {link}", page.path));
            }
        }
    }
    sources::none("broken links", &offences);
}
