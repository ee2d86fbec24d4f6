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
  -S         without exit, quit, help and the like
  -B -b -d -R -s -v -x      accepted for compatibility
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
        match text.as_str() {
            "-" => return program(Source::Input, "-", texts.get(index..), options),
            "--help" => return Task::Say(HELP.into()),
            "--version" => return Task::Say(version()),
            // What follows is no option, whatever it begins with.
            "--" => {
                let Some(file) = texts.get(index) else { break };
                let source = if file == "-" { Source::Input } else { Source::File(file.clone()) };
                return program(source, file, texts.get(index + 1..), options);
            }
            _ => {}
        }
        let Some(letters) = text.strip_prefix('-') else {
            return program(Source::File(text.clone()), text, texts.get(index..), options);
        };
        if letters.starts_with('-') {
            return Task::Refuse(format!("unknown option {text}\n{USAGE}"));
        }
        let (letter, attached) = match switches(letters, &mut options) {
            Letters::Switches => continue,
            Letters::Valued(letter, attached) => (letter, attached),
            Letters::Settled(task) => return task,
        };
        // The value is what follows the letter, or the next argument.
        let value = if attached.is_empty() { texts.get(index).cloned() } else { Some(attached.to_owned()) };
        index += usize::from(attached.is_empty());
        let Some(value) = value else {
            return Task::Refuse(format!("Argument expected for the -{letter} option\n{USAGE}"));
        };
        match letter {
            'c' => return program(Source::Text(value), "-c", texts.get(index..), options),
            'm' => return program(Source::Module(value), "-m", texts.get(index..), options),
            'W' => options.warnings.push(value),
            _ => {}
        }
    }
    Task::Run(Program { source: Source::Input, arguments: vec![String::new()], options })
}

/// What the letters behind one dash come to.
enum Letters<'a> {
    /// All of them are switches.
    Switches,
    /// The last of them takes a value, of which this much follows at once.
    Valued(char, &'a str),
    /// They say themselves what is to be done.
    Settled(Task),
}

/// Reads the letters behind one dash.
fn switches<'a>(letters: &'a str, options: &mut Options) -> Letters<'a> {
    for (at, letter) in letters.char_indices() {
        match letter {
            'c' | 'm' | 'W' | 'X' => return Letters::Valued(letter, &letters[at + letter.len_utf8()..]),
            'h' | '?' => return Letters::Settled(Task::Say(HELP.into())),
            'V' => return Letters::Settled(Task::Say(version())),
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
            'S' => options.no_site = true,
            'B' => options.dont_write_bytecode = true,
            // What these change does not exist here.
            'b' | 'd' | 'R' | 's' | 'v' | 'x' => {}
            _ => return Letters::Settled(Task::Refuse(format!("Unknown option: -{letter}\n{USAGE}"))),
        }
    }
    Letters::Switches
}

/// A program to run, whose `sys.argv` begins with `first`.
fn program(source: Source, first: &str, rest: Option<&[String]>, options: Options) -> Task {
    let rest = rest.unwrap_or_default().iter().cloned();
    Task::Run(Program { source, arguments: [first.to_owned()].into_iter().chain(rest).collect(), options })
}
