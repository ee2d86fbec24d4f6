//! Commands of the prompt: `:name`, `?name` and `??name`. No statement of Python begins like that.

pub(crate) mod tasks;
mod look;
mod files;
mod time;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;

use crate::complete::{Candidates, files as of_files};
use crate::session::{Session, say};

/// A command.
struct Command {
    name: &'static str,
    /// What stands behind the name.
    takes: &'static str,
    /// What it does, in a line.
    does: &'static str,
    act: fn(&mut Vm, &mut Session, &str) -> Result<(), Raised>,
}

/// All of them, as `:help` lists them.
const COMMANDS: [Command; 12] = [
    Command { name: "help", takes: "", does: "this list", act: help },
    Command { name: "tasks", takes: "", does: "the tasks that run, and where each waits", act: tasks::tasks },
    Command { name: "time", takes: "CODE", does: "run statements and tell how long they took", act: time::time },
    Command { name: "type", takes: "EXPR", does: "the type of a value", act: look::kind },
    Command { name: "doc", takes: "EXPR", does: "the documentation of a value", act: look::doc },
    Command { name: "dis", takes: "CODE", does: "the instructions of a function or of a statement", act: look::dis },
    Command { name: "vars", takes: "", does: "the names of this session and their values", act: look::vars },
    Command { name: "load", takes: "FILE", does: "run the statements of a file here", act: files::load },
    Command { name: "save", takes: "FILE", does: "write what was typed to a file", act: files::save },
    Command {
        name: "edit",
        takes: "[FILE]",
        does: "edit a file, or what was typed last, and run it",
        act: files::edit,
    },
    Command { name: "reset", takes: "", does: "forget all names of this session", act: look::reset },
    Command { name: "quit", takes: "", does: "leave", act: quit },
];

/// Does a command; `None` if the text is none.
pub(crate) fn run(vm: &mut Vm, session: &mut Session, text: &str) -> Option<Result<(), Raised>> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix("??") {
        return Some(look::about(vm, session, rest.trim(), true));
    }
    if let Some(rest) = text.strip_prefix('?') {
        return Some(look::about(vm, session, rest.trim(), false));
    }
    let line = text.strip_prefix(':')?;
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    match COMMANDS.iter().find(|command| command.name == name) {
        Some(Command { name, takes, .. }) if rest.trim().is_empty() && takes.starts_with(char::is_alphabetic) => {
            say(vm, &format!("Of what? `:{name} {takes}`\n"));
            Some(Ok(()))
        }
        Some(command) => Some((command.act)(vm, session, rest.trim())),
        None => {
            say(vm, &format!("There is no command :{name}; `:help` lists them.\n"));
            Some(Ok(()))
        }
    }
}

/// Commands, or the files that one takes, that could stand at the cursor.
pub(crate) fn candidates(text: &str, cursor: usize) -> Option<Candidates> {
    let part = text.get(..cursor)?.strip_prefix(':')?;
    if let Some((name, rest)) = part.split_once(char::is_whitespace) {
        let file = COMMANDS.iter().any(|command| command.name == name && command.takes.contains("FILE"));
        return file.then(|| {
            let path = rest.trim_start();
            Candidates {
                start: cursor - path.len() + path.rfind('/').map_or(0, |slash| slash + 1),
                texts: of_files::paths(path),
            }
        });
    }
    let names = COMMANDS.iter().map(|command| command.name).filter(|name| name.starts_with(part));
    Some(Candidates { start: 1, texts: names.map(str::to_owned).collect() })
}

/// The statements inside of a command, of which the editor wants to know whether they are whole.
pub(crate) fn statements(text: &str) -> Option<&str> {
    text.strip_prefix(":time ").or_else(|| text.strip_prefix(":dis "))
}

fn help(vm: &mut Vm, _: &mut Session, _: &str) -> Result<(), Raised> {
    let mut text = String::new();
    for Command { name, takes, does, .. } in &COMMANDS {
        text.push_str(&format!("  {:<14}  {does}\n", format!(":{name} {takes}")));
    }
    for (form, does) in [("?NAME", "what is known of a name"), ("??NAME", "the same, with the source")] {
        text.push_str(&format!("  {form:<14}  {does}\n"));
    }
    say(vm, &text);
    Ok(())
}

fn quit(vm: &mut Vm, _: &mut Session, _: &str) -> Result<(), Raised> {
    Err(vm.raise_message(|classes| &classes.system_exit, ""))
}
