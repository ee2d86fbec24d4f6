//! What holds for a machine's whole life because the program that runs it said so: the options of the `taipan` command.

/// The settings of one machine. Those of a fresh one are what `taipan` without options means.
pub struct Settings {
    /// How far code is optimised that nobody says it of: 0, or 1 without assertions, or 2 also without docstrings.
    pub optimize: u8,
    /// Whether bytes that are compared with text or made into text are warned of.
    pub warns_of_bytes: bool,
    /// Whether tracebacks mark the part of a line that failed.
    pub marks: bool,
    /// When tracebacks are coloured.
    pub colors: Colors,
    /// Whether what is written to standard streams goes on at once; the host sees to that.
    pub unbuffered: bool,
    /// Whether standard output writes the surrogates that stand for bytes as these bytes.
    pub escapes: bool,
    /// What is told of imports.
    pub imports: Imports,
    /// Folders of `sys.path`, in WTF-8, that are searched before the library: the script's own, and those that the user named.
    pub first: Vec<Box<[u8]>>,
}

/// When tracebacks on standard error are coloured.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Colors {
    /// They never are.
    Never,
    /// They are where `sys.stderr` is a terminal.
    OnTerminals,
    /// They always are.
    Always,
}

/// What is told of imports on standard error.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Imports {
    /// Each module, and where it comes from.
    pub named: bool,
    /// How long each takes; nothing where nobody asked.
    pub timed: Option<Timed>,
}

/// How far the account of imports has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Timed {
    /// How many imports are inside each other.
    pub depth: usize,
    /// Microseconds of the imports that the present one has made.
    pub inside: u64,
    /// Whether the head of the table is written.
    pub begun: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            optimize: 0,
            warns_of_bytes: false,
            marks: true,
            colors: Colors::Never,
            unbuffered: false,
            escapes: false,
            imports: Imports::default(),
            first: Vec::new(),
        }
    }
}
