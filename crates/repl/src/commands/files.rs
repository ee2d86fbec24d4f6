//! `:load`, `:save`, `:edit`: what was typed, and files.

use std::path::PathBuf;

use taipan_vm::machine::pending::Raised;
use taipan_vm::machine::vm::Vm;

use crate::session::{Session, say};
use crate::{statement, terminal};

/// Runs the statements of a file in the session's namespace.
pub(super) fn load(vm: &mut Vm, session: &mut Session, file: &str) -> Result<(), Raised> {
    if file.is_empty() {
        say(vm, "Which file? `:load FILE`\n");
        return Ok(());
    }
    allowed(vm)?;
    let name = vm.str(file)?;
    let bytes = vm.host.read_file(&path(file)).map_err(|error| vm.io_error(&error, Some(&name)))?;
    let decode = vm.hooks.decode_source;
    let text = decode(vm, &bytes, file)?;
    session.inputs.push(text.clone());
    statement::run(vm, session, &text)
}

/// Writes the statements of the session to a file.
pub(super) fn save(vm: &mut Vm, session: &mut Session, file: &str) -> Result<(), Raised> {
    if file.is_empty() {
        say(vm, "To which file? `:save FILE`\n");
        return Ok(());
    }
    allowed(vm)?;
    let statements = session.inputs.iter().filter(|text| !text.starts_with([':', '?']));
    let text: String = statements.map(|text| format!("{}\n", text.trim_end())).collect();
    let name = vm.str(file)?;
    std::fs::write(path(file), text).map_err(|error| vm.io_error(&error, Some(&name)))?;
    say(vm, &format!("Written to {file}.\n"));
    Ok(())
}

/// Has a file edited by the user's editor (`VISUAL`, `EDITOR`, else `vi`), and runs it.
pub(super) fn edit(vm: &mut Vm, session: &mut Session, file: &str) -> Result<(), Raised> {
    allowed(vm)?;
    if !file.is_empty() {
        if terminal::edit(vm, &path(file)).map_err(|error| vm.io_error(&error, None))? {
            return load(vm, session, file);
        }
        return Ok(());
    }
    let last = session.inputs.iter().rev().find(|text| !text.starts_with([':', '?']));
    let text = last.map(|text| format!("{}\n", text.trim_end())).unwrap_or_default();
    let draft = std::env::temp_dir().join(format!("taipan-{}.py", std::process::id()));
    let edited = std::fs::write(&draft, &text).and_then(|()| terminal::edit(vm, &draft));
    let fresh = edited.and_then(|edited| Ok((edited, std::fs::read_to_string(&draft)?)));
    // It was the session's own.
    let _ = std::fs::remove_file(&draft);
    let (edited, fresh) = fresh.map_err(|error| vm.io_error(&error, None))?;
    if !edited || fresh.trim().is_empty() {
        return Ok(());
    }
    say(vm, &fresh);
    session.inputs.push(fresh.clone());
    statement::run(vm, session, &fresh)
}

/// Files are for those whose host gives them.
fn allowed(vm: &mut Vm) -> Result<(), Raised> {
    if vm.host.allows_system() {
        return Ok(());
    }
    Err(vm.raise_message(|classes| &classes.permission_error, "the host gives no files"))
}

/// A path, with `~` for the home.
fn path(text: &str) -> PathBuf {
    match (text.strip_prefix("~/"), std::env::var_os("HOME")) {
        (Some(rest), Some(home)) => PathBuf::from(home).join(rest),
        _ => PathBuf::from(text),
    }
}
