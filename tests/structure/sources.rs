//! Finds the source files that the rules are about.

use std::path::{Path, PathBuf};

/// A source file: its path below the workspace, with `/`, and its text.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().expect("the package lies in the workspace").to_path_buf()
}

/// Every Rust file of the crates and of this package.
pub(crate) fn rust() -> Vec<Source> {
    let mut found = files("crates", "rs");
    found.extend(files("tests", "rs"));
    found
}

/// Every file with this extension below a folder of the workspace, sorted by path.
pub(crate) fn files(folder: &str, extension: &str) -> Vec<Source> {
    let mut found = Vec::new();
    walk(&root().join(folder), extension, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn walk(folder: &Path, extension: &str, found: &mut Vec<Source>) {
    let Ok(listing) = std::fs::read_dir(folder) else { return };
    for path in listing.map(|entry| entry.expect("a readable folder").path()) {
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "target") {
                walk(&path, extension, found);
            }
        } else if path.extension().is_some_and(|own| own == extension) {
            let relative = path.strip_prefix(root()).expect("a path in the workspace");
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            found.push(Source { path: relative.to_string_lossy().replace('\\', "/"), text });
        }
    }
}

/// The line without its `//` comment. A `//` inside a string cuts too much, which no rule here minds.
pub(crate) fn code(line: &str) -> &str {
    line.split_once("//").map_or(line, |(code, _)| code)
}

/// The lines before the file's unit tests, which may reach anywhere.
pub(crate) fn without_tests(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().take_while(|(_, line)| !line.starts_with("#[cfg(test)]")).map(|(at, line)| (at + 1, line))
}

/// Fails with every offence on a line of its own.
#[track_caller]
pub(crate) fn none(what: &str, offences: &[String]) {
    assert!(offences.is_empty(), "{what}:\n  {}\n", offences.join("\n  "));
}
