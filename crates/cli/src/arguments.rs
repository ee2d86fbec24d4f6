//! The command line: options as CPython's, which end at the first of FILE, -c, -m and -.

use std::ffi::OsString;

use taipan::command::{Options, Program, Source, version};

/// What was asked.
pub(crate) enum Task {
    /// Run a program, or the prompt.
    Run(Program),
    /// Parse and compile files without running them.
    Check(Vec<String>),
    /// Print the code of files.
    Disassemble(Vec<String>),
    /// Print a text and end well.
    Say(String),
    /// Print a text to standard error and end with status 2.
    Refuse(String),
}

const USAGE: &str =
    "usage: taipan [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `taipan -h' for more information.\n";

const HELP: &str = "\
usage: taipan [option] ... [-c cmd | -m mod | file | -] [arg] ...
       taipan check FILE...     parse and compile without running
       taipan dis FILE...       print the code

Runs Python 3.13 programs. Without a program it gives a prompt, where `await` works.

options:
  -c cmd     run the text cmd
  -m mod     run the module mod
  -          run the text on standard input
  -i         give the prompt after the program
  -q         no words at the start of the prompt
  -u         write output at once
  -O, -OO    without assertions; also without docstrings
  -W arg     warning control: action:message:category:module:line
  -X opt     an option of the implementation (accepted)
  -I         isolated: no environment variables, no folder of the program in sys.path
  -E         no environment variables
  -P         no folder of the program in sys.path
  -B -b -d -R -s -S -v -x   accepted for compatibility
  -V         print the version
  -h         print this

examples:
  taipan script.py one two
  taipan -c 'print(6 * 7)'
  taipan check *.py
";

/// Reads the command line.
pub(crate) fn parse(arguments: &[OsString]) -> Task {
    let texts: Vec<String> = arguments.iter().skip(1).map(|text| text.to_string_lossy().into_owned()).collect();
    match texts.first().map(String::as_str) {
        Some("check") if texts.len() > 1 => return Task::Check(texts[1..].to_vec()),
        Some("dis") if texts.len() > 1 => return Task::Disassemble(texts[1..].to_vec()),
        _ => {}
    }
    let mut options = Options::default();
    let mut index = 0;
    while let Some(text) = texts.get(index) {
        index += 1;
        let rest = |from: usize| texts.get(from..).unwrap_or_default().to_vec();
        if text == "-" {
            return Task::Run(Program { source: Source::Input, arguments: prefixed("-", rest(index)), options });
        }
        if text == "--help" {
            return Task::Say(HELP.into());
        }
        if text == "--version" {
            return Task::Say(version());
        }
        let Some(flags) = text.strip_prefix('-') else {
            let arguments = prefixed(text, rest(index));
            return Task::Run(Program { source: Source::File(text.clone()), arguments, options });
        };
        let mut letters = flags.char_indices();
        while let Some((at, letter)) = letters.next() {
            // The value of an option: what follows the letter, or the next argument.
            let attached = &flags[at + letter.len_utf8()..];
            let mut value = || {
                if attached.is_empty() {
                    let value = texts.get(index).cloned();
                    index += 1;
                    value
                } else {
                    Some(attached.to_owned())
                }
            };
            match letter {
                'c' | 'm' | 'W' | 'X' => {
                    let Some(value) = value() else {
                        return Task::Refuse(format!("Argument expected for the -{letter} option\n{USAGE}"));
                    };
                    match letter {
                        'c' => {
                            let arguments = prefixed("-c", rest(index));
                            return Task::Run(Program { source: Source::Text(value), arguments, options });
                        }
                        'm' => {
                            let arguments = prefixed("-m", rest(index));
                            return Task::Run(Program { source: Source::Module(value), arguments, options });
                        }
                        'W' => options.warnings.push(value),
                        _ => {}
                    }
                    break;
                }
                'h' | '?' => return Task::Say(HELP.into()),
                'V' => return Task::Say(version()),
                'O' => options.optimize = (options.optimize + 1).min(2),
                'u' => options.unbuffered = true,
                'i' => options.interactive = true,
                'q' => options.quiet = true,
                'P' => options.safe_path = true,
                'E' => options.ignore_environment = true,
                'I' => {
                    options.safe_path = true;
                    options.ignore_environment = true;
                }
                'B' => options.dont_write_bytecode = true,
                'b' | 'd' | 'R' | 's' | 'S' | 'v' | 'x' => {}
                _ => {
                    let _ = letters.next();
                    return Task::Refuse(format!("Unknown option: -{letter}\n{USAGE}"));
                }
            }
        }
    }
    Task::Run(Program { source: Source::Input, arguments: vec![String::new()], options })
}

fn prefixed(first: &str, rest: Vec<String>) -> Vec<String> {
    [first.to_owned()].into_iter().chain(rest).collect()
}
