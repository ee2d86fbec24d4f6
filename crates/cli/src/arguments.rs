//! The command line, read by the table: options as CPython's, which end at the first of FILE, -c, -m and -.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};

use taipan::command::options::{Inherited, Options};
use taipan::command::{Program, Source};

use crate::help;
use crate::table::{self, Command, Effect, Flag};

/// What was asked.
pub(crate) enum Task {
    /// Run a program, or the prompt.
    Run(Box<Program>),
    /// Do what a command does.
    Do(&'static Command, Given),
    /// Print a text and end well.
    Say(String),
    /// Print a text to standard error and end with status 2.
    Refuse(String),
}

/// What stands behind the name of a command.
#[derive(Default)]
pub(crate) struct Given {
    /// What is no option.
    pub(crate) operands: Vec<OsString>,
    flags: Vec<(&'static str, OsString)>,
}

impl Given {
    /// Whether an option was given.
    pub(crate) fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|(name, _)| *name == flag)
    }

    /// The values of an option.
    pub(crate) fn values(&self, flag: &str) -> impl Iterator<Item = &OsStr> {
        self.flags.iter().filter(move |(name, _)| *name == flag).map(|(_, value)| value.as_os_str())
    }
}

/// Reads the command line, whose first word is the program.
pub(crate) fn parse(arguments: &[OsString], inherited: Inherited) -> Task {
    let options = Options { original: arguments.to_vec(), inherited, ..Options::default() };
    let mut words = arguments.get(1..).unwrap_or_default();
    let Some(command) = words.first().and_then(|word| word.to_str()).and_then(table::command) else {
        return program(words, options);
    };
    words = &words[1..];
    let asks = |word: &OsString| word == "--help" || word == "-h";
    if words.first().is_some_and(asks) {
        return Task::Say(help::of_command(command));
    }
    match command.name {
        "run" if words.is_empty() => refuse_command(command, "there is nothing to run"),
        "run" => program(words, options),
        "repl" => match program(words, options) {
            Task::Run(mut program) if matches!(program.source, Source::Input) => {
                (program.options.interactive, program.options.inspect) = (true, true);
                Task::Run(program)
            }
            Task::Run(_) => refuse_command(command, "the prompt takes options and no program"),
            task => task,
        },
        _ => match given(command, words) {
            Ok(given) if command.count.contains(&given.operands.len()) => Task::Do(command, given),
            Ok(given) if given.operands.is_empty() => refuse_command(command, "something is missing"),
            Ok(_) => refuse_command(command, "there is too much"),
            Err(why) => refuse_command(command, &why),
        },
    }
}

fn refuse_command(command: &Command, why: &str) -> Task {
    Task::Refuse(format!(
        "taipan {}: {why}\nusage: {}\nTry `taipan {} --help' for more information.\n",
        command.name,
        help::usage_of(command),
        command.name
    ))
}

/// Reads what follows the name of a command.
fn given(command: &'static Command, words: &[OsString]) -> Result<Given, String> {
    let mut given = Given::default();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let text = word.to_string_lossy();
        if text == "--" {
            given.operands.extend(words.cloned());
            break;
        }
        let found = |wanted: &dyn Fn(&Flag) -> bool| command.flags.iter().find(|flag| wanted(flag));
        let (flag, attached) = if let Some(name) = text.strip_prefix("--") {
            let (name, value) = name.split_once('=').map_or((name, None), |(name, value)| (name, Some(value)));
            (found(&|flag| flag.name == name), value.map(OsString::from))
        } else if let Some(letters) = text.strip_prefix('-').filter(|letters| !letters.is_empty()) {
            let letter = letters.chars().next();
            let rest = word.as_bytes().get(1 + letter.map_or(0, char::len_utf8)..).unwrap_or_default();
            let rest = (!rest.is_empty()).then(|| OsString::from_vec(rest.to_vec()));
            (found(&|flag| flag.letter == letter), rest)
        } else {
            given.operands.push(word.clone());
            continue;
        };
        let Some(flag) = flag else { return Err(format!("unknown option {text}")) };
        let value = match (flag.value, attached) {
            (None, None) => OsString::new(),
            (None, Some(_)) => return Err(format!("--{} takes no value", flag.name)),
            (Some(_), Some(value)) => value,
            (Some(_), None) => words.next().cloned().ok_or_else(|| format!("--{} wants a value", flag.name))?,
        };
        given.flags.push((flag.name, value));
    }
    Ok(given)
}

/// Reads options and the program.
fn program(words: &[OsString], mut options: Options) -> Task {
    let mut versions = 0;
    let mut index = 0;
    while let Some(word) = words.get(index) {
        index += 1;
        let rest = words.get(index..).unwrap_or_default();
        match word.to_str() {
            Some("-") => return finish(versions, Source::Input, word, rest, options),
            Some("--help") => return Task::Say(help::brief()),
            Some("--help-env") => return Task::Say(help::variables()),
            Some("--help-xoptions") => return Task::Say(help::extra()),
            Some("--help-all") => return Task::Say(help::all()),
            Some("--version") => {
                versions += 1;
                continue;
            }
            Some("--check-hash-based-pycs") => {
                index += 1;
                match rest.first().and_then(|value| value.to_str()) {
                    Some("always" | "default" | "never") => continue,
                    Some(_) => {
                        let why = "--check-hash-based-pycs must be one of 'default', 'always', or 'never'";
                        return refuse(why, &options);
                    }
                    None => return refuse("Argument expected for the --check-hash-based-pycs option", &options),
                }
            }
            // What follows is no option, whatever it begins with.
            Some("--") => {
                let Some((file, rest)) = rest.split_first() else { break };
                let source = if file == "-" { Source::Input } else { Source::File(file.clone()) };
                return finish(versions, source, file, rest, options);
            }
            _ => {}
        }
        let Some(letters) = word.as_bytes().strip_prefix(b"-") else {
            return finish(versions, Source::File(word.clone()), word, rest, options);
        };
        if letters.starts_with(b"-") {
            return refuse(&format!("unknown option {}", word.to_string_lossy()), &options);
        }
        for (at, letter) in letters.iter().map(|byte| char::from(*byte)).enumerate() {
            if table::OBSOLETE.contains(&letter) {
                continue;
            }
            let wanted = if letter == '?' { 'h' } else { letter };
            let Some(switch) = table::SWITCHES.iter().find(|switch| switch.letter == wanted) else {
                return refuse(&format!("Unknown option: -{letter}"), &options);
            };
            let mut value = || {
                // The value is what follows the letter, or the next word.
                let attached = letters.get(at + 1..).unwrap_or_default();
                if !attached.is_empty() {
                    return Some(OsString::from_vec(attached.to_vec()));
                }
                index += 1;
                rest.first().cloned()
            };
            match switch.effect {
                Effect::Set(set) => set(&mut options),
                Effect::Version => versions += 1,
                Effect::Help => return Task::Say(help::brief()),
                Effect::Keep(keep) => match value() {
                    Some(value) => {
                        keep(&mut options, value);
                        break;
                    }
                    None => return refuse(&format!("Argument expected for the -{letter} option"), &options),
                },
                Effect::Program(source) => match value() {
                    Some(value) => {
                        let rest = words.get(index..).unwrap_or_default();
                        return finish(
                            versions,
                            source(value),
                            OsStr::from_bytes(&[b'-', letter as u8]),
                            rest,
                            options,
                        );
                    }
                    None => return refuse(&format!("Argument expected for the -{letter} option"), &options),
                },
            }
        }
    }
    finish(versions, Source::Input, OsStr::new(""), &[], options)
}

fn refuse(why: &str, options: &Options) -> Task {
    let name = options.original.first().map_or("taipan".into(), |name| name.to_string_lossy().into_owned());
    Task::Refuse(format!("{why}\n{}", help::usage(&name)))
}

/// A program to run, whose `sys.argv` begins with `first`; or the version, if that was asked for.
fn finish(versions: usize, source: Source, first: &OsStr, rest: &[OsString], options: Options) -> Task {
    match versions {
        0 => {
            let arguments = [first.to_owned()].into_iter().chain(rest.iter().cloned()).collect();
            Task::Run(Box::new(Program { source, arguments, options }))
        }
        1 => Task::Say(taipan::command::version()),
        _ => Task::Say(taipan::command::version_in_full()),
    }
}
