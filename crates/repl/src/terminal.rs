//! The terminal while a statement runs: its size, text page by page, other programs that use it for a while.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use taipan_core::machine::budget::attention;
use taipan_core::machine::host::Stream;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_modules::builtins::io as builtin_io;

/// Columns and rows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Size {
    pub(crate) columns: usize,
    pub(crate) rows: usize,
}

/// The size of the terminal, or the usual one where there is none.
pub(crate) fn size() -> Size {
    let (columns, rows) = measured().unwrap_or((0, 0));
    Size { columns: if columns == 0 { 80 } else { columns }, rows: if rows == 0 { 24 } else { rows } }
}

#[cfg(unix)]
fn measured() -> Option<(usize, usize)> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    Some((usize::from(size.ws_col), usize::from(size.ws_row)))
}

#[cfg(not(unix))]
fn measured() -> Option<(usize, usize)> {
    None
}

/// Goes to the beginning of a line: the next one, where a program has left the present one unfinished.
///
/// Nobody knows where the cursor is, for other programs write, too. So many blanks end a line that is begun, and fill one
/// that is empty.
pub(crate) fn begin_line() {
    let Some((columns @ 1.., _)) = measured() else { return };
    let mut out = io::stdout().lock();
    // Where the terminal is gone, the next read will tell.
    let _ = out.write_all(format!("{:1$}\r", "", columns - 1).as_bytes()).and_then(|()| out.flush());
}

/// How long a signal takes at most to stop all threads.
#[cfg(unix)]
const STOPPING: std::time::Duration = std::time::Duration::from_millis(100);

/// How the terminal treats keys.
pub(crate) struct Mode {
    #[cfg(unix)]
    kept: Option<rustix::termios::Termios>,
}

impl Mode {
    /// That of now.
    pub(crate) fn now() -> Mode {
        Mode {
            #[cfg(unix)]
            kept: rustix::termios::tcgetattr(io::stdin()).ok(),
        }
    }

    /// Makes it so for the time in which the job is suspended, in the middle of an edited text of so many line ends; then the
    /// editor may draw it again.
    #[cfg(unix)]
    pub(crate) fn suspend(&self, line_ends: usize) {
        let Some(now) = rustix::termios::tcgetattr(io::stdin()).ok() else { return };
        self.restore();
        // The signal may stop another thread of this process first: this one must not come to the terminal before.
        if rustix::process::kill_current_process_group(rustix::process::Signal::TSTP).is_ok() {
            std::thread::sleep(STOPPING);
        }
        let _ = rustix::termios::tcsetattr(io::stdin(), rustix::termios::OptionalActions::Now, &now);
        let mut out = io::stdout().lock();
        // The editor draws from the first line on, which it believes to be above.
        let _ = out
            .write_all(b"\x1b[?2004h")
            .and_then(|()| out.write_all("\r\n".repeat(line_ends).as_bytes()))
            .and_then(|()| out.flush());
    }

    #[cfg(not(unix))]
    pub(crate) fn suspend(&self, _: usize) {}

    /// Makes it so again, in the middle of an edited line; the line stays above.
    pub(crate) fn restore(&self) {
        #[cfg(unix)]
        if let Some(kept) = &self.kept {
            let mut out = io::stdout().lock();
            // Where the terminal is gone, nothing is left to restore.
            let _ = out.write_all(b"\x1b[?2004l\n").and_then(|()| out.flush());
            let _ = rustix::termios::tcsetattr(io::stdin(), rustix::termios::OptionalActions::Now, kept);
        }
    }
}

/// Shows a text, page by page where the terminal is too small for it: by `MANPAGER`, `PAGER` or `less`, else by itself.
pub(crate) fn page(vm: &mut Vm, text: &str) -> Result<(), Raised> {
    let Size { columns, rows } = size();
    let height: usize = text.lines().map(|line| line.chars().count() / columns + 1).sum();
    let terminal = io::stdin().is_terminal() && io::stdout().is_terminal();
    if !terminal || !vm.host.allows_system() || height < rows {
        return write(vm, text);
    }
    let _ = vm.host.flush(Stream::Out);
    let named =
        ["MANPAGER", "PAGER"].iter().filter_map(|name| std::env::var(name).ok()).find(|pager| !pager.trim().is_empty());
    let pager = named.unwrap_or_else(|| "less".to_owned());
    let shown = vm.away(|| show(&pager, text));
    forget_interrupts(vm);
    match shown {
        Ok(()) => Ok(()),
        Err(_) => by_pages(vm, text, rows - 1),
    }
}

fn write(vm: &mut Vm, text: &str) -> Result<(), Raised> {
    vm.host.write(Stream::Out, text.as_bytes()).map_err(|error| vm.io_error(&error, None))
}

/// Has another program show a text.
fn show(pager: &str, text: &str) -> io::Result<()> {
    let mut words = pager.split_whitespace();
    let mut command = Command::new(words.next().unwrap_or("less"));
    let mut child = command.args(words).env("LESS", "-R").stdin(Stdio::piped()).spawn()?;
    if let Some(mut input) = child.stdin.take() {
        // Who has seen enough reads no further.
        let _ = input.write_all(text.as_bytes());
    }
    child.wait().map(drop)
}

/// Shows a text a page at a time; Enter goes on, anything else ends.
fn by_pages(vm: &mut Vm, text: &str, rows: usize) -> Result<(), Raised> {
    let lines: Vec<&str> = text.lines().collect();
    for (index, page) in lines.chunks(rows.max(2) - 1).enumerate() {
        if index > 0 {
            write(vm, "--More-- (Enter: the next page, q: enough) ")?;
            let _ = vm.host.flush(Stream::Out);
            if builtin_io::read_line(vm, usize::MAX)? != b"\n" {
                return Ok(());
            }
        }
        write(vm, &(page.join("\n") + "\n"))?;
    }
    Ok(())
}

/// Has the user's editor change a file; false if it says that nothing shall happen.
pub(crate) fn edit(vm: &mut Vm, file: &Path) -> Result<bool, Raised> {
    let named =
        ["VISUAL", "EDITOR"].iter().filter_map(|name| std::env::var(name).ok()).find(|name| !name.trim().is_empty());
    let editor = named.unwrap_or_else(|| "vi".to_owned());
    let _ = vm.host.flush(Stream::Out);
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let mut command = Command::new(program);
    command.args(words).arg(file);
    let status = vm.away(|| command.status());
    forget_interrupts(vm);
    match status {
        Ok(status) => Ok(status.success()),
        Err(error) => {
            let program = vm.str(program)?;
            Err(vm.io_error(&error, Some(&program)))
        }
    }
}

/// Ctrl-C was for the other program.
fn forget_interrupts(vm: &mut Vm) {
    let asked = vm.budget.take_attention();
    vm.budget.interrupt().ask(asked & !attention::SIGNAL);
}
