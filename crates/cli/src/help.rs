//! The table as text for terminals: the short help, that of a command, and the long lists.

use crate::table::{COMMANDS, Command, EXTRA, Effect, LONG, Named, SWITCHES, Switch, VARIABLES};

/// The width of a terminal that nobody has made wider.
const WIDTH: usize = 80;

/// How to call the command, for those who called it wrongly.
pub(crate) fn usage(name: &str) -> String {
    format!(
        "usage: {name} [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `taipan -h' for more information.\n"
    )
}

/// What fits a screen.
pub(crate) fn brief() -> String {
    let mut text = String::from(
        "usage: taipan [option] ... [-c cmd | -m mod | file | -] [arg] ...\n       taipan command [argument] ...\n",
    );
    text.push_str("Runs Python 3.13. Without a program: the prompt, where `await` works.\n");
    let options = SWITCHES.iter().map(|switch| (spelled(switch), switch.brief)).collect::<Vec<_>>();
    text.push_str(&columns(&options, 7));
    text.push_str("commands (`taipan command --help` tells more):\n");
    let commands = COMMANDS.iter().map(|command| (command.name.to_owned(), command.brief)).collect::<Vec<_>>();
    text.push_str(&columns(&commands, 11));
    text.push_str("examples: taipan script.py one two   taipan -c 'print(6 * 7)'   taipan test src\n");
    text.push_str("--help-env, --help-xoptions and --help-all tell the rest, `taipan man` all.\n");
    text
}

/// Pairs in two columns, read downwards.
fn columns(pairs: &[(String, &str)], name: usize) -> String {
    let rows = pairs.len().div_ceil(2);
    let cell = |at: usize| pairs.get(at).map_or(String::new(), |(left, right)| format!("  {left:<name$} {right}"));
    (0..rows).map(|row| format!("{:<40}{}", cell(row), cell(row + rows)).trim_end().to_owned() + "\n").collect()
}

/// An option of one letter with its value.
pub(crate) fn spelled(switch: &Switch) -> String {
    match switch.value {
        Some(value) => format!("-{} {value}", switch.letter),
        None => format!("-{}", switch.letter),
    }
}

/// A name with its value, as the command line writes them.
pub(crate) fn worded(before: &str, named: &Named, between: &str) -> String {
    match named.value {
        Some(value) => format!("{before}{}{between}{value}", named.name),
        None => format!("{before}{}", named.name),
    }
}

/// How a command is called.
pub(crate) fn usage_of(command: &Command) -> String {
    let options = if command.flags.is_empty() { "" } else { "[option]... " };
    format!("taipan {} {options}{}", command.name, command.operands).trim_end().to_owned()
}

/// The help of one command.
pub(crate) fn of_command(command: &Command) -> String {
    let mut text = format!("usage: {}\n\n{}", usage_of(command), paragraph(command.text, 0));
    if !command.flags.is_empty() {
        text.push('\n');
    }
    for flag in command.flags {
        let letter = flag.letter.map(|letter| format!("-{letter}, ")).unwrap_or_default();
        let value = flag.value.map(|value| format!(" {value}")).unwrap_or_default();
        text.push_str(&entry(&format!("{letter}--{}{value}", flag.name), flag.text));
    }
    text
}

/// The environment variables.
pub(crate) fn variables() -> String {
    let mut text = String::from("Environment variables (-E and -I turn them off):\n");
    VARIABLES.iter().for_each(|variable| text.push_str(&entry(variable.name, variable.text)));
    text
}

/// The options of -X.
pub(crate) fn extra() -> String {
    let mut text = String::from("Options of the implementation:\n");
    EXTRA.iter().for_each(|extra| text.push_str(&entry(&worded("-X ", extra, "="), extra.text)));
    text
}

/// Everything.
pub(crate) fn all() -> String {
    let mut text = String::from(
        "usage: taipan [option] ... [-c cmd | -m mod | file | -] [arg] ...\n       taipan command [argument] ...\n\nOptions:\n",
    );
    for switch in SWITCHES {
        let also = if matches!(switch.effect, Effect::Help) { ", -?" } else { "" };
        text.push_str(&entry(&format!("{}{also}", spelled(switch)), switch.text));
    }
    LONG.iter().for_each(|long| text.push_str(&entry(&worded("--", long, " "), long.text)));
    text.push_str("\nCommands:\n");
    COMMANDS.iter().for_each(|command| text.push_str(&entry(&usage_of(command), command.text)));
    format!("{text}\n{}\n{}", variables(), extra())
}

/// A name, and its sentence behind or below it.
fn entry(name: &str, text: &str) -> String {
    const COLUMN: usize = 26;
    let body = paragraph(text, COLUMN);
    if name.chars().count() + 4 > COLUMN {
        return format!("  {name}\n{body}");
    }
    format!("  {name:<width$}{}", body.trim_start(), width = COLUMN - 2)
}

/// A text in lines, each behind so many blanks.
fn paragraph(text: &str, indent: usize) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().filter(|line| line.len() + word.len() + 1 + indent < WIDTH);
        match line {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => line.extend([" ", word]),
            None => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| format!("{}{line}\n", " ".repeat(indent))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_help_fits_a_screen() {
        let text = brief();
        assert!(text.lines().count() <= 24, "{} lines", text.lines().count());
        for line in text.lines() {
            assert!(line.chars().count() <= WIDTH, "{line}");
        }
    }

    #[test]
    fn everything_that_is_declared_is_told() {
        let text = all();
        let named = |list: &[Named]| list.iter().map(|named| named.name).collect::<Vec<_>>();
        for name in named(LONG).into_iter().chain(named(EXTRA)).chain(named(VARIABLES)) {
            assert!(text.contains(name), "{name}");
        }
        for line in text.lines() {
            assert!(line.chars().count() <= WIDTH, "{line}");
        }
    }

    #[test]
    fn the_page_about_the_command_has_a_row_for_everything_that_is_declared() {
        let page = include_str!("../../../docs/command.md");
        let mut names: Vec<String> = SWITCHES.iter().map(|switch| format!("`-{}`", switch.letter)).collect();
        names.extend(LONG.iter().map(|long| format!("`--{}", long.name)));
        names.extend(EXTRA.iter().map(|extra| format!("`-X {}", extra.name)));
        names.extend(VARIABLES.iter().map(|variable| format!("`{}`", variable.name)));
        names.extend(COMMANDS.iter().map(|command| format!("`taipan {}", command.name)));
        let missing: Vec<&String> = names.iter().filter(|name| !page.contains(name.as_str())).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
