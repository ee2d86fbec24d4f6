//! The list of known gaps: programs that are expected to fail, each with its reason.

use std::collections::BTreeMap;
use std::path::Path;

use crate::suite::Program;
use crate::verdict::Verdict;

/// What the generated part of the page begins with.
const MARK: &str = "<!-- ";

/// The programs that must still fail; one that passes has to leave the list.
#[derive(Default)]
pub(crate) struct Gaps {
    reasons: BTreeMap<String, String>,
}

impl Gaps {
    /// Reads lines of `name: reason`; `#` begins a comment line.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let mut reasons = BTreeMap::new();
        for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
            match line.split_once(':') {
                Some((name, reason)) if !reason.trim().is_empty() => {
                    reasons.insert(name.trim().to_owned(), reason.trim().to_owned());
                }
                _ => return Err(format!("gaps.txt: `{line}` has no reason")),
            }
        }
        Ok(Self { reasons })
    }

    /// A name that no program has is a mistake, or a leftover.
    pub(crate) fn check_names(&self, programs: &[Program]) -> Result<(), String> {
        match self.reasons.keys().find(|name| programs.iter().all(|program| program.name != **name)) {
            Some(name) => Err(format!("gaps.txt: there is no program `{name}`")),
            None => Ok(()),
        }
    }

    /// Whether the program is on the list.
    pub(crate) fn lists(&self, name: &str) -> bool {
        self.reasons.contains_key(name)
    }

    /// Writes the list into the page about differences, or says that the page is not up to date.
    pub(crate) fn publish(&self, page: &Path, write: bool) -> Result<(), String> {
        let text = std::fs::read_to_string(page).map_err(|error| format!("{}: {error}", page.display()))?;
        let kept = text.split_inclusive('\n').take_while(|line| !line.starts_with(MARK)).collect::<String>();
        let mut renewed =
            format!("{kept}{MARK}From here on written by `make differences` from tests/gaps.txt. -->\n\n");
        let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (name, reason) in &self.reasons {
            reasons.entry(reason).or_default().push(name);
        }
        for (reason, names) in &reasons {
            let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            renewed += &format!("* {reason}: {}\n", names.join(", "));
        }
        if reasons.is_empty() {
            renewed += "Nothing is listed.\n";
        }
        if write {
            std::fs::write(page, renewed).map_err(|error| format!("{}: {error}", page.display()))
        } else if text == renewed {
            Ok(())
        } else {
            Err(format!("{} is out of date: make differences", page.display()))
        }
    }

    /// What is wrong with this verdict, if anything.
    pub(crate) fn report(&self, program: &Program, verdict: Verdict) -> Option<String> {
        match (verdict, self.lists(&program.name)) {
            (Verdict::Passed, false) | (Verdict::Failed(_), true) => None,
            (Verdict::Failed(text), false) => Some(format!("{}\n{text}\n", program.name)),
            (Verdict::Passed, true) => Some(format!("{}\n  passes now: remove it from tests/gaps.txt\n", program.name)),
        }
    }
}
