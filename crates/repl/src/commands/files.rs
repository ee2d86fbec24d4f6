//! `:load`, `:save`, `:edit`: what was typed, and files.

use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;

use crate::session::{Session, say};
use crate::{statement, terminal};

/// Names that are tried for a new file.
const DRAFTS: u32 = 1000;

/// Runs the statements of a file in the session's namespace.
pub(super) fn load(vm: &mut Vm, session: &mut Session, file: &str) -> Result<(), Raised> {
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
        if terminal::edit(vm, &path(file))? {
            return load(vm, session, file);
        }
        return Ok(());
    }
    let last = session.inputs.iter().rev().find(|text| !text.starts_with([':', '?']));
    let text = last.map(|text| format!("{}\n", text.trim_end())).unwrap_or_default();
    let draft = draft(&text).map_err(|error| vm.io_error(&error, None))?;
    let edited = terminal::edit(vm, &draft);
    let fresh = std::fs::read(&draft);
    // It was the session's own.
    let _ = std::fs::remove_file(&draft);
    if !edited? {
        return Ok(());
    }
    let name = vm.str(&draft.to_string_lossy())?;
    let fresh = fresh.map_err(|error| vm.io_error(&error, Some(&name)))?;
    let decode = vm.hooks.decode_source;
    let fresh = decode(vm, &fresh, &draft.to_string_lossy())?;
    if fresh.trim().is_empty() {
        return Ok(());
    }
    say(vm, &fresh);
    session.inputs.push(fresh.clone());
    statement::run(vm, session, &fresh)
}

/// A new file with a text, which nobody else can read, and where nobody has put another one.
fn draft(text: &str) -> io::Result<PathBuf> {
    let mut number = 0;
    loop {
        let path = std::env::temp_dir().join(format!("taipan-{}-{number}.py", std::process::id()));
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Ok(mut file) => return file.write_all(text.as_bytes()).map(|()| path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < DRAFTS => number += 1,
            Err(error) => return Err(error),
        }
    }
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
