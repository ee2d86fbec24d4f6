//! The table as a manual page.

use crate::help;
use crate::table::{COMMANDS, EXTRA, LONG, SWITCHES, VARIABLES};

/// The page, in the language of `man`.
pub(crate) fn page() -> String {
    let mut page = format!(
        ".TH TAIPAN 1 \"\" \"Taipan {}\" \"User Commands\"\n\
         .SH NAME\ntaipan \\- run Python 3.13 programs\n\
         .SH SYNOPSIS\n.B taipan\n[option] ... [\\-c cmd | \\-m mod | file | \\-] [arg] ...\n.br\n\
         .B taipan\ncommand [argument] ...\n\
         .SH DESCRIPTION\n\
         Taipan runs Python 3.13 programs; the event loop is part of its machine.\n\
         Without a program it gives a prompt, where await works outside of functions.\n\
         A program is a file, a folder or zip archive with __main__.py, a module, a text, or standard input.\n\
         .SH OPTIONS\n",
        env!("CARGO_PKG_VERSION")
    );
    for switch in SWITCHES {
        page.push_str(&entry(&help::spelled(switch), switch.text));
    }
    for long in LONG {
        page.push_str(&entry(&help::worded("--", long, " "), long.text));
    }
    page.push_str(
        ".SH COMMANDS\nA file with the name of a command is run by\n.B taipan ./NAME\nor\n.BR \"taipan run NAME\" .\n",
    );
    for command in COMMANDS {
        page.push_str(&entry(&help::usage_of(command), command.text));
        for flag in command.flags {
            let letter = flag.letter.map(|letter| format!("-{letter}, ")).unwrap_or_default();
            let value = flag.value.map(|value| format!(" {value}")).unwrap_or_default();
            page.push_str(".RS\n");
            page.push_str(&entry(&format!("{letter}--{}{value}", flag.name), flag.text));
            page.push_str(".RE\n");
        }
    }
    page.push_str(".SH IMPLEMENTATION OPTIONS\n");
    for extra in EXTRA {
        page.push_str(&entry(&help::worded("-X ", extra, "="), extra.text));
    }
    page.push_str(".SH ENVIRONMENT\nThe options \\-E and \\-I turn these variables off.\n");
    for variable in VARIABLES {
        page.push_str(&entry(variable.name, variable.text));
    }
    page.push_str(
        ".SH EXIT STATUS\n\
         0 if all went well, 1 after an exception that nobody caught, 2 for a wrong command line, 120 if output\n\
         could not be written at the end, and what sys.exit() was given. Ctrl\\-C ends by SIGINT.\n\
         Commands: 0 if they found nothing, 1 if they did, 2 for a wrong command line.\n\
         .SH EXAMPLES\n.nf\ntaipan script.py one two\ntaipan \\-c 'print(6 * 7)'\ntaipan test tests \\-k login\n\
         taipan bundle app.py \\-o app\n.fi\n",
    );
    page
}

fn entry(name: &str, text: &str) -> String {
    format!(".TP\n.B {}\n{}\n", escaped(name), escaped(text))
}

/// Text that means itself to `man`.
fn escaped(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    if text.starts_with(['.', '\'']) { format!("\\&{text}") } else { text }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_manual_has_its_sections_in_order() {
        let page = super::page();
        let mut rest = page.as_str();
        for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "ENVIRONMENT", "EXIT STATUS"] {
            let (_, after) = rest.split_once(&format!(".SH {section}\n")).unwrap_or_else(|| panic!("{section}"));
            rest = after;
        }
    }
}
