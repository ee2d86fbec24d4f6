//! What was typed before: whole blocks, none of them twice, kept in a file.
//!
//! The file is that of CPython's prompt: an entry a line, line ends inside of an entry written as `\r\n`. Each entry is
//! added to the file when it was typed, so that sessions side by side lose nothing.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use rustyline::Result;
use rustyline::history::{History, SearchDirection, SearchResult};

/// Entries that are kept.
const MOST: usize = 10_000;

/// The history.
#[derive(Default)]
pub(super) struct Past {
    entries: Vec<String>,
    file: Option<PathBuf>,
}

impl Past {
    /// What a file holds; nothing if there is none.
    pub(super) fn of(file: Option<&Path>) -> Past {
        let mut past = Past { entries: Vec::new(), file: file.map(Path::to_path_buf) };
        let Some(file) = file else { return past };
        if fs::metadata(file).is_ok_and(|found| !found.is_file()) {
            // Who reads a pipe or a device may wait for ever.
            past.forget_file();
            return past;
        }
        let Ok(bytes) = fs::read(file) else { return past };
        let text = String::from_utf8_lossy(&bytes);
        let written = entries(&text);
        let count = written.len();
        // From the end, so that of equal entries the last one stays.
        let mut seen = std::collections::HashSet::with_capacity(count);
        past.entries = written.into_iter().rev().filter(|entry| seen.insert(entry.clone())).take(MOST).collect();
        past.entries.reverse();
        if count > 2 * MOST {
            past.write_anew();
        }
        past
    }

    /// From now on nothing is written.
    pub(super) fn forget_file(&mut self) {
        self.file = None;
    }

    /// Writes the file without what was typed twice.
    fn write_anew(&mut self) {
        let Some(file) = &self.file else { return };
        let fresh = file.with_extension("new");
        let text: String = self.entries.iter().map(|entry| written(entry)).collect();
        let done = private(&fresh, false)
            .and_then(|mut target| target.write_all(text.as_bytes()))
            .and_then(|()| fs::rename(&fresh, file));
        if done.is_err() {
            let _ = fs::remove_file(&fresh);
        }
    }

    fn search_from(&self, start: usize, direction: SearchDirection, fits: impl Fn(&str) -> Option<usize>) -> Found<'_> {
        let found = |(idx, entry): (usize, &'_ String)| fits(entry).map(|pos| (idx, pos));
        let found = match direction {
            SearchDirection::Forward => self.entries.iter().enumerate().skip(start).find_map(found),
            SearchDirection::Reverse => self.entries.iter().enumerate().take(start + 1).rev().find_map(found),
        };
        found.and_then(|(idx, pos)| {
            let entry = Cow::Borrowed(self.entries.get(idx)?.as_str());
            Some(SearchResult { entry, idx, pos })
        })
    }
}

type Found<'a> = Option<SearchResult<'a>>;

/// Opens a file that nobody else may read.
fn private(path: &Path, append: bool) -> std::io::Result<File> {
    let mut options = File::options();
    options.create(true).append(append).write(true).truncate(!append);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// The entries of a file's text.
fn entries(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut begun = String::new();
    // Other editors begin their files with a line of their own.
    for line in text.split_inclusive('\n').filter(|line| !line.starts_with("_HiStOrY_V2_")) {
        match line.strip_suffix("\r\n") {
            Some(part) => {
                begun.push_str(part);
                begun.push('\n');
            }
            None => {
                begun.push_str(line.strip_suffix('\n').unwrap_or(line));
                let entry = std::mem::take(&mut begun);
                if !entry.trim().is_empty() {
                    found.push(entry);
                }
            }
        }
    }
    found
}

/// An entry as the file holds it.
fn written(entry: &str) -> String {
    entry.replace('\n', "\r\n") + "\n"
}

impl History for Past {
    fn get(&self, index: usize, _: SearchDirection) -> Result<Found<'_>> {
        let entry = self.entries.get(index);
        Ok(entry.map(|entry| SearchResult { entry: Cow::Borrowed(entry.as_str()), idx: index, pos: 0 }))
    }

    fn add(&mut self, line: &str) -> Result<bool> {
        let entry = line.trim_end();
        if entry.is_empty() {
            return Ok(false);
        }
        let again = self.entries.last().is_some_and(|last| last == entry);
        self.entries.retain(|known| known != entry);
        self.entries.push(entry.to_owned());
        if again {
            return Ok(true);
        }
        if let Some(file) = &self.file {
            private(file, true)?.write_all(written(entry).as_bytes())?;
        }
        Ok(true)
    }

    fn add_owned(&mut self, line: String) -> Result<bool> {
        self.add(&line)
    }

    fn len(&self) -> usize {
        self.entries.len()
    }

    fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn set_max_len(&mut self, len: usize) -> Result<()> {
        let surplus = self.entries.len().saturating_sub(len);
        self.entries.drain(..surplus);
        Ok(())
    }

    fn ignore_dups(&mut self, _: bool) -> Result<()> {
        Ok(())
    }

    fn ignore_space(&mut self, _: bool) {}

    fn save(&mut self, _: &Path) -> Result<()> {
        Ok(())
    }

    fn append(&mut self, _: &Path) -> Result<()> {
        Ok(())
    }

    fn load(&mut self, _: &Path) -> Result<()> {
        Ok(())
    }

    fn clear(&mut self) -> Result<()> {
        self.entries.clear();
        Ok(())
    }

    fn search(&self, term: &str, start: usize, direction: SearchDirection) -> Result<Found<'_>> {
        Ok(if term.is_empty() { None } else { self.search_from(start, direction, |entry| entry.find(term)) })
    }

    fn starts_with(&self, term: &str, start: usize, direction: SearchDirection) -> Result<Found<'_>> {
        let fits = |entry: &str| entry.starts_with(term).then_some(term.len());
        Ok(if term.is_empty() { None } else { self.search_from(start, direction, fits) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_come_back_whole_and_once() {
        let folder = std::env::temp_dir().join(format!("taipan-history-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("history");
        let mut past = Past::of(Some(&file));
        for entry in ["a", "def f():\n    return 1\n", "a", "b", "b"] {
            assert!(past.add(entry).unwrap());
        }
        assert_eq!(past.entries, ["def f():\n    return 1", "a", "b"]);
        assert_eq!(Past::of(Some(&file)).entries, past.entries);
        assert_eq!(fs::read(&file).unwrap(), b"a\ndef f():\r\n    return 1\na\nb\n");
        fs::remove_dir_all(&folder).unwrap();
    }
}
