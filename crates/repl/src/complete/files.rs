//! Files and folders that a path could mean.

use std::path::PathBuf;

/// The last parts of paths that begin so; folders end in a slash.
pub(crate) fn paths(part: &str) -> Vec<String> {
    let (folder, last) = part.rsplit_once('/').map_or((None, part), |(folder, last)| (Some(folder), last));
    let place = match folder {
        None => PathBuf::from("."),
        Some("") => PathBuf::from("/"),
        Some(folder) => match (folder.strip_prefix('~'), std::env::var_os("HOME")) {
            (Some(below), Some(home)) if below.is_empty() || below.starts_with('/') => {
                PathBuf::from(home).join(below.trim_start_matches('/'))
            }
            _ => PathBuf::from(folder),
        },
    };
    let Ok(entries) = std::fs::read_dir(place) else { return Vec::new() };
    let names = entries.flatten().filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let fits = name.starts_with(last) && (!name.starts_with('.') || last.starts_with('.'));
        let plain = !name.contains(['\'', '"', '\\']) && !name.contains(char::is_control);
        let end = if entry.path().is_dir() { "/" } else { "" };
        (fits && plain).then(|| format!("{name}{end}"))
    });
    names.collect()
}
