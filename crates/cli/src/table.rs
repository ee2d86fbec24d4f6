//! The one declaration of the command line: options, their values, variables and commands.
//!
//! `arguments` reads the command line by it, `help`, `man` and `completions` write it down. What CPython has beside it, and
//! why it is not here, stands in `docs/command.md`.

use std::ffi::OsString;

use taipan::command::Source;
use taipan::command::options::Options;

/// An option of one letter.
pub(crate) struct Switch {
    pub(crate) letter: char,
    /// What its value is called, if it takes one.
    pub(crate) value: Option<&'static str>,
    /// In so few words that two of them stand in a line.
    pub(crate) brief: &'static str,
    /// In a sentence.
    pub(crate) text: &'static str,
    pub(crate) effect: Effect,
}

/// What an option does.
pub(crate) enum Effect {
    /// It changes an option of the program.
    Set(fn(&mut Options)),
    /// It keeps its value.
    Keep(fn(&mut Options, OsString)),
    /// Its value is the program, and what follows are the program's arguments.
    Program(fn(OsString) -> Source),
    /// It prints the version; twice, more of it.
    Version,
    /// It prints the help.
    Help,
}

use Effect::{Help, Keep, Program, Set, Version};

const fn switch(letter: char, effect: Effect, brief: &'static str, text: &'static str) -> Switch {
    let value = match letter {
        'c' => Some("cmd"),
        'm' => Some("mod"),
        'W' => Some("arg"),
        'X' => Some("opt"),
        _ => None,
    };
    Switch { letter, value, brief, text, effect }
}

/// The options of one letter, as CPython has them.
pub(crate) const SWITCHES: &[Switch] = &[
    switch('c', Program(Source::Text), "run the text", "Run the text cmd. What follows are its arguments."),
    switch(
        'm',
        Program(Source::Module),
        "run the module",
        "Run the module or package mod. What follows are its arguments.",
    ),
    switch(
        'i',
        Set(|options| (options.interactive, options.inspect) = (true, true)),
        "the prompt afterwards",
        "Give the prompt after the program has ended, also by an error, and wherever standard input comes from.",
    ),
    switch(
        'q',
        Set(|options| options.quiet = true),
        "the prompt without a greeting",
        "Begin the prompt without a greeting.",
    ),
    switch(
        'O',
        Set(|options| options.optimize = options.optimize.saturating_add(1)),
        "no asserts; -OO no docstrings",
        "Leave out assertions, and what stands under __debug__. Twice (-OO): leave out docstrings, too.",
    ),
    switch(
        'u',
        Set(|options| options.unbuffered = true),
        "write output at once",
        "Write what goes to standard output and standard error at once, without a buffer.",
    ),
    switch(
        'W',
        Keep(|options, value| options.warnings.push(value)),
        "control of warnings",
        "Control warnings: action:message:category:module:line, where all but the action may be missing. The action is \
         default, error, always, all, module, once or ignore.",
    ),
    switch(
        'b',
        Set(|options| options.bytes_warnings = options.bytes_warnings.saturating_add(1)),
        "bytes as text warn; -bb raise",
        "Warn where bytes are made into text by str() or compared with text or numbers. Twice (-bb): make it an error.",
    ),
    switch(
        'X',
        Keep(|options, value| options.extra.push(named(&value))),
        "see --help-xoptions",
        "Set an option of the implementation, with a value as in name=value: see --help-xoptions.",
    ),
    switch(
        'x',
        Set(|options| options.skip_first_line = true),
        "skip the file's first line",
        "Skip the first line of the file, which may be of any form that starts it elsewhere.",
    ),
    switch(
        'v',
        Set(|options| options.verbose = options.verbose.saturating_add(1)),
        "tell of imports",
        "Tell on standard error which modules are imported, and from where.",
    ),
    switch(
        'E',
        Set(|options| options.ignore_environment = true),
        "no variables PYTHON*",
        "Take no notice of environment variables.",
    ),
    switch(
        'I',
        Set(|options| {
            options.isolated = true;
            options.safe_path = true;
            options.ignore_environment = true;
            options.no_user_site = true;
        }),
        "isolated: -E, -P and -s",
        "Isolate the program from its user: -E, -P and -s.",
    ),
    switch(
        'P',
        Set(|options| options.safe_path = true),
        "not its folder in sys.path",
        "Do not search the program's folder, or the present one, for modules.",
    ),
    switch(
        's',
        Set(|options| options.no_user_site = true),
        "no packages of the user",
        "Do not search the user's own folder for packages.",
    ),
    switch(
        'S',
        Set(|options| options.no_site = true),
        "no packages, no exit and help",
        "Do not search folders for packages, and leave exit, quit, help and their like out of the builtins.",
    ),
    switch(
        'B',
        Set(|options| options.dont_write_bytecode = true),
        "no bytecode (never is any)",
        "Accepted: bytecode is never written. sys.flags shows it.",
    ),
    switch(
        'd',
        Set(|options| options.debug = options.debug.saturating_add(1)),
        "accepted, in sys.flags",
        "Accepted: the parser has nothing to tell. sys.flags shows it.",
    ),
    switch(
        'V',
        Version,
        "the version; -VV more of it",
        "Print the version and end. Twice (-VV): say how it was built, too.",
    ),
    switch('h', Help, "this", "Print a short help and end."),
];

/// Accepted in former times, and still.
pub(crate) const OBSOLETE: [char; 1] = ['R'];

/// The name and the value of `-X name=value`.
fn named(text: &OsString) -> (OsString, Option<OsString>) {
    use std::os::unix::ffi::{OsStrExt, OsStringExt};
    let bytes = text.as_bytes();
    match bytes.iter().position(|byte| *byte == b'=') {
        Some(at) => (OsString::from_vec(bytes[..at].to_vec()), Some(OsString::from_vec(bytes[at + 1..].to_vec()))),
        None => (text.clone(), None),
    }
}

/// Something with a name and a sentence.
pub(crate) struct Named {
    pub(crate) name: &'static str,
    pub(crate) value: Option<&'static str>,
    pub(crate) text: &'static str,
}

const fn named_with(name: &'static str, value: &'static str, text: &'static str) -> Named {
    Named { name, value: Some(value), text }
}

const fn plain(name: &'static str, text: &'static str) -> Named {
    Named { name, value: None, text }
}

/// The options that are words.
pub(crate) const LONG: &[Named] = &[
    plain("help", "Print a short help and end."),
    plain("help-env", "Print the environment variables that count, and end."),
    plain("help-xoptions", "Print the options of -X, and end."),
    plain("help-all", "Print all of it, and end."),
    plain("version", "Print the version and end."),
    named_with("check-hash-based-pycs", "always|default|never", "Accepted: bytecode files are never read."),
];

/// The options of `-X`.
pub(crate) const EXTRA: &[Named] = &[
    plain("dev", "Development mode: warnings are shown, asyncio runs in debug mode."),
    plain("importtime", "Tell on standard error how long each import takes."),
    named_with("int_max_str_digits", "N", "Limit the digits of integers in text: 640 or more, or 0 for no limit."),
    named_with(
        "utf8",
        "0|1",
        "UTF-8 mode: standard input and output carry bytes that are no UTF-8. Text is UTF-8 in any case.",
    ),
    named_with("cpu_count", "N|default", "What os.cpu_count() says."),
    plain("no_debug_ranges", "Do not mark the part of a line that failed in tracebacks."),
    plain("warn_default_encoding", "Warn where a file is opened as text without an encoding."),
    named_with("frozen_modules", "on|off", "Accepted: the library is always part of the program."),
    plain("faulthandler", "Not there yet, and says so."),
    named_with("tracemalloc", "N", "Not there yet, and says so."),
];

/// The variables that count, unless -E or -I is given.
pub(crate) const VARIABLES: &[Named] = &[
    plain("PYTHONPATH", "Folders and zip archives that are searched for modules, with `:` between them."),
    plain("PYTHONSTARTUP", "A file that the prompt runs first."),
    plain("PYTHONINSPECT", "As -i, on a terminal; the program may set it."),
    plain("PYTHONUNBUFFERED", "As -u."),
    plain("PYTHONOPTIMIZE", "As -O, or so many of them."),
    plain("PYTHONWARNINGS", "As -W, with commas between them."),
    plain("PYTHONDEVMODE", "As -X dev."),
    plain("PYTHONASYNCIODEBUG", "Debug mode of asyncio."),
    plain("PYTHONBREAKPOINT", "The function that breakpoint() calls; 0 for none."),
    plain("PYTHONHASHSEED", "A number for the same hashes of text in each run, 0 to 4294967295, or random."),
    plain("PYTHONUTF8", "As -X utf8: 0 or 1."),
    plain("PYTHONIOENCODING", "encoding:errors of the standard streams; either may be missing."),
    plain("PYTHONINTMAXSTRDIGITS", "As -X int_max_str_digits."),
    plain("PYTHONPROFILEIMPORTTIME", "As -X importtime."),
    plain("PYTHONNODEBUGRANGES", "As -X no_debug_ranges."),
    plain("PYTHONWARNDEFAULTENCODING", "As -X warn_default_encoding."),
    plain("PYTHON_CPU_COUNT", "As -X cpu_count."),
    plain("PYTHONSAFEPATH", "As -P."),
    plain("PYTHONNOUSERSITE", "As -s."),
    plain("PYTHONVERBOSE", "As -v."),
    plain("PYTHONDEBUG", "As -d."),
    plain("PYTHONDONTWRITEBYTECODE", "As -B."),
    plain("PYTHONHOME", "The prefix below which packages lie, in lib/python3.13/site-packages."),
    plain("PYTHONUSERBASE", "The folder below which the user's own packages lie."),
    plain("PYTHONPLATLIBDIR", "What sys.platlibdir says."),
    plain("VIRTUAL_ENV", "An activated virtual environment, whose packages are found."),
    plain("PYTHON_HISTORY", "The file with the history of the prompt."),
    plain("PYTHON_BASIC_REPL", "A prompt without an editor."),
    plain("PYTHON_COLORS", "1 for colours, 0 for none."),
    plain("NO_COLOR", "No colours."),
    plain("FORCE_COLOR", "Colours, also where standard error is no terminal."),
    plain("TERM", "The kind of terminal; dumb has no colours."),
];

/// A command: what `taipan NAME` does.
pub(crate) struct Command {
    pub(crate) name: &'static str,
    /// What is to follow.
    pub(crate) operands: &'static str,
    /// How many operands there may be.
    pub(crate) count: std::ops::RangeInclusive<usize>,
    pub(crate) brief: &'static str,
    pub(crate) text: &'static str,
    pub(crate) flags: &'static [Flag],
}

/// An option of a command.
pub(crate) struct Flag {
    pub(crate) name: &'static str,
    pub(crate) letter: Option<char>,
    pub(crate) value: Option<&'static str>,
    pub(crate) text: &'static str,
}

const JSON: Flag = Flag { name: "json", letter: None, value: None, text: "Print JSON, one object a line." };
const MANY: std::ops::RangeInclusive<usize> = 1..=usize::MAX;

/// The commands. A file of the same name is run by `taipan ./NAME` or `taipan run NAME`.
pub(crate) const COMMANDS: &[Command] = &[
    Command {
        name: "run",
        operands: "[option]... [-c cmd | -m mod | FILE | -] [arg]...",
        count: 0..=usize::MAX,
        brief: "a program of any name",
        text: "Run a program, as `taipan` without a command does, whatever the file is called.",
        flags: &[],
    },
    Command {
        name: "repl",
        operands: "[option]...",
        count: 0..=usize::MAX,
        brief: "the prompt",
        text: "Give the prompt, wherever standard input comes from.",
        flags: &[],
    },
    Command {
        name: "test",
        operands: "[PATH[::NAME]]...",
        count: 0..=usize::MAX,
        brief: "functions test_*",
        text: "Run the functions test_* of files test_*.py and *_test.py, and the methods of their classes Test*, each file in \
               a process of its own. Async ones run in an event loop. Behind a file a test or a class may be named: FILE::NAME. Exit status 1 if any \
               fails, or if there are none.",
        flags: &[
            Flag {
                name: "filter",
                letter: Some('k'),
                value: Some("PATTERN"),
                text: "Only tests whose name contains PATTERN, or matches it where it has a `*`. More than once: any of them.",
            },
            Flag {
                name: "jobs",
                letter: Some('j'),
                value: Some("N"),
                text: "So many files at once; as many as processors.",
            },
            Flag {
                name: "virtual-time",
                letter: None,
                value: None,
                text: "The clock of event loops jumps to the next deadline instead of waiting for it.",
            },
            Flag {
                name: "leaks",
                letter: None,
                value: None,
                text: "A test that leaves tasks or descriptors behind fails.",
            },
            JSON,
        ],
    },
    Command {
        name: "check",
        operands: "PATH...",
        count: MANY,
        brief: "every syntax error",
        text: "Parse and compile files, and all *.py in folders, without running them; print every error. Exit status 1 if \
               there is any.",
        flags: &[JSON],
    },
    Command {
        name: "dis",
        operands: "FILE...",
        count: MANY,
        brief: "the instructions",
        text: "Print the instructions that files are compiled to.",
        flags: &[],
    },
    Command {
        name: "ast",
        operands: "FILE...",
        count: MANY,
        brief: "the syntax tree",
        text: "Print the syntax trees of files.",
        flags: &[],
    },
    Command {
        name: "tokens",
        operands: "FILE...",
        count: MANY,
        brief: "the tokens",
        text: "Print the tokens of files: place, kind, text.",
        flags: &[],
    },
    Command {
        name: "bundle",
        operands: "FILE",
        count: 1..=1,
        brief: "one executable file",
        text: "Make one executable of a script, the modules it imports and this program.",
        flags: &[Flag {
            name: "output",
            letter: Some('o'),
            value: Some("APP"),
            text: "The file to write; the script's name without `.py` otherwise.",
        }],
    },
    Command {
        name: "completions",
        operands: "SHELL",
        count: 1..=1,
        brief: "for bash, zsh, fish",
        text: "Print what a shell (bash, zsh or fish) reads to complete this command line.",
        flags: &[],
    },
    Command {
        name: "man",
        operands: "",
        count: 0..=0,
        brief: "the manual page",
        text: "Print the manual page, for `man -l -`.",
        flags: &[],
    },
];

/// The command of a name.
pub(crate) fn command(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.name == name)
}
