//! The page about the command has a row for everything that CPython 3.13 tells of in `--help-all`.

use crate::sources;

const PAGE: &str = "docs/command.md";

/// The options of CPython 3.13.0, as its `--help-all` lists them.
const OPTIONS: [&str; 27] = [
    "-b",
    "-B",
    "-c",
    "-d",
    "-E",
    "-h",
    "-i",
    "-I",
    "-m",
    "-O",
    "-OO",
    "-P",
    "-q",
    "-s",
    "-S",
    "-u",
    "-v",
    "-V",
    "-W",
    "-x",
    "-X",
    "-bb",
    "-",
    "--check-hash-based-pycs",
    "--help-env",
    "--help-xoptions",
    "--help-all",
];

/// Its options of `-X`.
const EXTRA: [&str; 13] = [
    "cpu_count",
    "dev",
    "faulthandler",
    "frozen_modules",
    "importtime",
    "int_max_str_digits",
    "no_debug_ranges",
    "perf",
    "pycache_prefix",
    "showrefcount",
    "tracemalloc",
    "utf8",
    "warn_default_encoding",
];

/// Its variables.
const VARIABLES: [&str; 33] = [
    "PYTHONSTARTUP",
    "PYTHONPATH",
    "PYTHONHOME",
    "PYTHONPLATLIBDIR",
    "PYTHONCASEOK",
    "PYTHONIOENCODING",
    "PYTHONHASHSEED",
    "PYTHONMALLOC",
    "PYTHONCOERCECLOCALE",
    "PYTHONBREAKPOINT",
    "PYTHON_COLORS",
    "PYTHON_HISTORY",
    "PYTHON_CPU_COUNT",
    "PYTHONDEBUG",
    "PYTHONDEVMODE",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONFAULTHANDLER",
    "PYTHON_FROZEN_MODULES",
    "PYTHONINSPECT",
    "PYTHONINTMAXSTRDIGITS",
    "PYTHONNODEBUGRANGES",
    "PYTHONNOUSERSITE",
    "PYTHONOPTIMIZE",
    "PYTHONPERFSUPPORT",
    "PYTHONPROFILEIMPORTTIME",
    "PYTHONPYCACHEPREFIX",
    "PYTHONSAFEPATH",
    "PYTHONTRACEMALLOC",
    "PYTHONUNBUFFERED",
    "PYTHONUTF8",
    "PYTHONVERBOSE",
    "PYTHONWARNDEFAULTENCODING",
    "PYTHONWARNINGS",
];

#[test]
fn every_option_and_variable_of_cpython_has_a_row() {
    let page = std::fs::read_to_string(sources::root().join(PAGE)).expect("the page about the command");
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| `")).collect();
    let extra = EXTRA.map(|name| format!("-X {name}"));
    let wanted = OPTIONS.iter().chain(&VARIABLES).map(|name| (*name).to_owned()).chain(extra);
    let has_row = |name: &str| {
        rows.iter().any(|row| {
            let mut cells = row.trim_matches('|').split(" | ");
            let names = cells.next().unwrap_or_default().split('`').skip(1).step_by(2).any(|word| word == name);
            names && cells.next().is_some_and(|effect| effect.trim().len() > 5)
        })
    };
    let missing: Vec<String> = wanted.filter(|name| !has_row(name)).collect();
    sources::none("options and variables without a row", &missing);
}
