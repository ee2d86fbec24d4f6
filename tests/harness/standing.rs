//! The table in the README of what works: written from the suite, and compared with it on every run.

use std::path::Path;

use crate::gaps::Gaps;
use crate::suite::Program;

/// What stands in the page before and behind the table.
const BEGIN: &str = "<!-- Written by `make differences`. -->\n\n";
const END: &str = "\n<!-- To here. -->";

/// Numbers are told in steps, so that the page need not change with every new program.
const STEP: usize = 25;

/// The areas of the suite in the order of the table.
const AREAS: [(&str, &str); 7] = [
    ("language", "the language"),
    ("builtins", "builtin types and functions"),
    ("stdlib", "the library"),
    ("asyncio", "asyncio"),
    ("errors", "tracebacks and messages"),
    ("command", "the command"),
    ("limits", "depth, limits and interruption"),
];

/// Writes the table into the page, or says that the page is not up to date. `modules` are those of the library.
pub(crate) fn publish(
    page: &Path,
    programs: &[Program],
    gaps: &Gaps,
    modules: &str,
    write: bool,
) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", page.display());
    let text = std::fs::read_to_string(page).map_err(failed)?;
    let parts = text.split_once(BEGIN).and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let Some((before, after)) = parts else { return Err(format!("{} has no place for its table", page.display())) };
    let mut table = String::from("| what | programs that behave as under CPython 3.13 |\n|---|---|\n");
    for (area, what) in AREAS {
        let of_area = programs.iter().filter(|program| program.name.starts_with(&format!("{area}/")));
        let works = of_area.filter(|program| program.oracle && !gaps.lists(&program.name)).count();
        let told = if works < STEP { works.to_string() } else { format!("{} or more", works / STEP * STEP) };
        table.push_str(&format!("| {what} | {told} |\n"));
    }
    table.push_str(&format!("\nModules of the library: {modules}.\n"));
    let renewed = format!("{before}{BEGIN}{table}{END}{after}");
    if write {
        std::fs::write(page, renewed).map_err(failed)
    } else if text == renewed {
        Ok(())
    } else {
        Err(format!("{} is out of date: make differences", page.display()))
    }
}
