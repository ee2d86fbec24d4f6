//! The options of a program: what the command line says, completed by the environment.

use std::ffi::{OsStr, OsString};

use taipan_core::machine::settings::Colors;

/// The options that change how a program runs.
#[derive(Clone, Default)]
pub struct Options {
    /// `-O`: 1 without assertions, 2 also without docstrings.
    pub optimize: u8,
    /// `-u`: write at once.
    pub unbuffered: bool,
    /// `-i`: the prompt afterwards, whatever standard input is.
    pub interactive: bool,
    /// `-i` or PYTHONINSPECT: the prompt afterwards, on a terminal.
    pub inspect: bool,
    /// `-q`: no words at the start of the prompt.
    pub quiet: bool,
    /// `-P` or `-I`: the program's folder is not searched for modules.
    pub safe_path: bool,
    /// `-I`.
    pub isolated: bool,
    /// `-E` or `-I`: environment variables do not count.
    pub ignore_environment: bool,
    /// `-S`: without `exit` and its like, and without `site-packages`.
    pub no_site: bool,
    /// In a bundle: without `site-packages`.
    pub no_packages: bool,
    /// `-s` or `-I`: without the user's own `site-packages`.
    pub no_user_site: bool,
    /// `-B`: shown in `sys.flags`; no bytecode is written in any case.
    pub dont_write_bytecode: bool,
    /// `-d`: shown in `sys.flags`.
    pub debug: u8,
    /// `-v`: imports are told of.
    pub verbose: u8,
    /// `-b`: 1 to warn of bytes used as text, 2 to make it an error.
    pub bytes_warnings: u8,
    /// `-x`: the first line of a file is no Python.
    pub skip_first_line: bool,
    /// `-W`, in order; once completed, all that `sys.warnoptions` shows.
    pub warnings: Vec<OsString>,
    /// `-X`, in order: names, with a value where one was given.
    pub extra: Vec<(OsString, Option<OsString>)>,
    /// The whole command line.
    pub original: Vec<OsString>,
    /// How the process found itself when it began.
    pub inherited: Inherited,
    /// What follows from `-X` and from the environment.
    pub derived: Derived,
}

/// What a process inherits.
#[derive(Clone, Copy, Default)]
pub struct Inherited {
    /// Which of the descriptors 0, 1 and 2 were closed.
    pub closed: [bool; 3],
    /// Whether Ctrl-C is to be ignored.
    pub ignores_interrupt: bool,
}

/// What follows from `-X` and the environment once both were read.
#[derive(Clone, Default)]
pub struct Derived {
    /// `-X dev`.
    pub dev_mode: bool,
    /// `-X utf8`, or a locale that knows no more than ASCII.
    pub utf8_mode: bool,
    /// `-X importtime`.
    pub import_times: bool,
    /// `-X no_debug_ranges`.
    pub no_marks: bool,
    /// `-X warn_default_encoding`.
    pub warns_of_encodings: bool,
    /// `-X int_max_str_digits`.
    pub int_digits: Option<usize>,
    /// `-X cpu_count`.
    pub processors: Option<u32>,
    /// PYTHONHASHSEED, unless it is random.
    pub hash_seed: Option<u32>,
    /// PYTHONIOENCODING: an encoding and what is done with what it cannot encode.
    pub stdio: (Option<String>, Option<String>),
    /// Whether standard input and output carry bytes that are no UTF-8.
    pub escapes: bool,
    /// What was asked for and is not there.
    pub notes: Vec<String>,
}

/// Locales in which standard input and output carry bytes that are no UTF-8.
const PLAIN_LOCALES: [&str; 5] = ["C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8"];

/// No limit of digits may be smaller.
const LEAST_DIGITS: usize = 640;

impl Options {
    /// A variable of the environment, if it counts and is not empty.
    #[must_use]
    pub fn variable(&self, name: &str) -> Option<OsString> {
        if self.ignore_environment {
            return None;
        }
        std::env::var_os(name).filter(|value| !value.is_empty())
    }

    /// The value of the last `-X` of this name.
    fn extra(&self, wanted: &str) -> Option<&Option<OsString>> {
        self.extra.iter().rev().find(|(name, _)| name == wanted).map(|(_, value)| value)
    }

    /// Whether a switch is on by `-X` or by a variable.
    fn switched(&self, extra: &str, variable: &str) -> bool {
        self.extra(extra).is_some() || self.variable(variable).is_some()
    }

    /// A level that a variable may raise: its number, or 1 for any other text.
    fn level(&self, given: u8, variable: &str) -> u8 {
        let raised = self.variable(variable).map_or(0, |value| match value.to_string_lossy().trim().parse::<i64>() {
            Ok(level) if level >= 0 => u8::try_from(level).unwrap_or(u8::MAX),
            _ => 1,
        });
        given.max(raised)
    }

    /// Reads the environment and the values of `-X`.
    ///
    /// # Errors
    /// Why the program cannot begin.
    pub fn complete(&mut self) -> Result<(), String> {
        self.optimize = self.level(self.optimize, "PYTHONOPTIMIZE");
        self.debug = self.debug.max(self.level(0, "PYTHONDEBUG").min(1));
        self.verbose = self.level(self.verbose, "PYTHONVERBOSE");
        self.unbuffered = self.level(self.unbuffered.into(), "PYTHONUNBUFFERED") > 0;
        self.inspect = self.level(self.inspect.into(), "PYTHONINSPECT") > 0;
        self.dont_write_bytecode = self.level(self.dont_write_bytecode.into(), "PYTHONDONTWRITEBYTECODE") > 0;
        self.no_user_site = self.level(self.no_user_site.into(), "PYTHONNOUSERSITE") > 0;
        self.safe_path |= self.variable("PYTHONSAFEPATH").is_some();
        let dev_mode = self.switched("dev", "PYTHONDEVMODE");
        let (utf8_mode, escapes) = self.encodings()?;
        self.derived = Derived {
            dev_mode,
            utf8_mode,
            escapes,
            import_times: self.switched("importtime", "PYTHONPROFILEIMPORTTIME"),
            no_marks: self.switched("no_debug_ranges", "PYTHONNODEBUGRANGES"),
            warns_of_encodings: self.switched("warn_default_encoding", "PYTHONWARNDEFAULTENCODING"),
            int_digits: self.int_digits()?,
            processors: self.processors()?,
            hash_seed: self.hash_seed()?,
            stdio: self.stdio(),
            notes: self.notes()?,
        };
        self.warnings = self.all_warnings();
        Ok(())
    }

    /// What `sys.warnoptions` shows: those that come later win.
    fn all_warnings(&self) -> Vec<OsString> {
        let mut all = Vec::new();
        if self.derived.dev_mode {
            all.push("default".into());
        }
        if let Some(wanted) = self.variable("PYTHONWARNINGS") {
            let wanted = wanted.to_string_lossy().into_owned();
            all.extend(wanted.split(',').filter(|option| !option.is_empty()).map(OsString::from));
        }
        all.extend(self.warnings.iter().cloned());
        match self.bytes_warnings {
            0 => {}
            1 => all.push("default::BytesWarning".into()),
            _ => all.push("error::BytesWarning".into()),
        }
        all
    }

    /// Whether UTF-8 mode is on, and whether the streams carry bytes that are no UTF-8.
    fn encodings(&self) -> Result<(bool, bool), String> {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| {
            let value = std::env::var(name).ok()?;
            (!value.is_empty()).then_some(value)
        });
        let locale = locale.as_deref().unwrap_or("C");
        let wanted = match self.extra("utf8") {
            Some(None) => Some(true),
            Some(Some(value)) => Some(switch(value).ok_or("preconfig_init_utf8_mode: invalid -X utf8 option value")?),
            None => match self.variable("PYTHONUTF8") {
                Some(value) => Some(
                    switch(&value).ok_or("preconfig_init_utf8_mode: invalid PYTHONUTF8 environment variable value")?,
                ),
                None => None,
            },
        };
        let utf8_mode = wanted.unwrap_or(matches!(locale, "C" | "POSIX"));
        Ok((utf8_mode, utf8_mode || PLAIN_LOCALES.contains(&locale)))
    }

    fn int_digits(&self) -> Result<Option<usize>, String> {
        let name = "int_max_str_digits";
        let (value, of) = match (self.extra(name), self.variable("PYTHONINTMAXSTRDIGITS")) {
            (Some(value), _) => (value.clone().unwrap_or_default(), "-X int_max_str_digits"),
            (None, Some(value)) => (value, "PYTHONINTMAXSTRDIGITS"),
            (None, None) => return Ok(None),
        };
        match value.to_string_lossy().parse::<usize>() {
            Ok(digits) if digits == 0 || digits >= LEAST_DIGITS => Ok(Some(digits)),
            _ => Err(format!(
                "config_init_int_max_str_digits: {of}: invalid limit; must be >= {LEAST_DIGITS} or 0 for unlimited."
            )),
        }
    }

    fn processors(&self) -> Result<Option<u32>, String> {
        let (value, of) = match (self.extra("cpu_count"), self.variable("PYTHON_CPU_COUNT")) {
            (Some(value), _) => (value.clone().unwrap_or_default(), "-X cpu_count=n option"),
            (None, Some(value)) => (value, "PYTHON_CPU_COUNT"),
            (None, None) => return Ok(None),
        };
        if value == "default" {
            return Ok(None);
        }
        match value.to_string_lossy().parse::<u32>() {
            Ok(number) if number > 0 => Ok(Some(number)),
            _ => {
                Err(format!("config_init_cpu_count: {of}: n is missing or an invalid number, n must be greater than 0"))
            }
        }
    }

    fn hash_seed(&self) -> Result<Option<u32>, String> {
        let Some(value) = self.variable("PYTHONHASHSEED").filter(|value| value != "random") else { return Ok(None) };
        let refused = "config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]";
        value.to_string_lossy().parse().map(Some).map_err(|_| refused.to_owned())
    }

    fn stdio(&self) -> (Option<String>, Option<String>) {
        let Some(value) = self.variable("PYTHONIOENCODING") else { return (None, None) };
        let value = value.to_string_lossy().into_owned();
        let (encoding, errors) = value.split_once(':').unwrap_or((&value, ""));
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (given(encoding), given(errors))
    }

    /// Checks the options whose modules are not there yet, and says so of those that were asked for.
    fn notes(&self) -> Result<Vec<String>, String> {
        let mut notes = Vec::new();
        match self.extra("frozen_modules") {
            None | Some(None) => {}
            Some(Some(value)) if value == "on" || value == "off" => {}
            Some(_) => return Err("bad value for option -X frozen_modules (expected \"on\" or \"off\")".into()),
        }
        if let Some(value) = self.extra("tracemalloc") {
            let frames = value.as_ref().map_or(Ok(1), |value| value.to_string_lossy().parse::<u16>());
            if frames.is_err() {
                return Err("config_init_tracemalloc: -X tracemalloc=NFRAME: invalid number of frames".into());
            }
            notes.push("-X tracemalloc: there is no module tracemalloc yet, allocations are not traced".to_owned());
        }
        for (name, reason) in [
            ("faulthandler", "there is no module faulthandler yet, fatal signals are not told of"),
            ("perf", "there is no support of the profiler perf"),
        ] {
            if self.extra(name).is_some() {
                notes.push(format!("-X {name}: {reason}"));
            }
        }
        Ok(notes)
    }

    /// When tracebacks are coloured.
    #[must_use]
    pub fn colors(&self) -> Colors {
        let value = |name: &str| if self.ignore_environment { None } else { std::env::var_os(name) };
        match value("PYTHON_COLORS") {
            Some(wish) if wish == "0" => return Colors::Never,
            Some(wish) if wish == "1" => return Colors::Always,
            _ => {}
        }
        if value("NO_COLOR").is_some() {
            Colors::Never
        } else if value("FORCE_COLOR").is_some() {
            Colors::Always
        } else if value("TERM").is_some_and(|terminal| terminal == "dumb") {
            Colors::Never
        } else {
            Colors::OnTerminals
        }
    }
}

/// A switch as the environment writes it.
fn switch(value: &OsStr) -> Option<bool> {
    match value.to_str() {
        Some("1") => Some(true),
        Some("0") => Some(false),
        _ => None,
    }
}
