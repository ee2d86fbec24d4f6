//! The prompt for Rust programs: a person at the terminal talks to a VM.

use std::path::PathBuf;

use taipan_core::machine::budget::attention;
use taipan_repl::session::{self, End};
use taipan_repl::setup::Setup;
use taipan_traceback::report;
use taipan_traceback::style::Style;

use crate::error::Error;
use crate::vm::{self, Vm};

/// The prompt of the command, over module `__main__` of a VM: what the program has set there has its names.
///
/// Where standard input and output are a terminal, lines are edited, with history, completion and colours; else they are
/// read as they come. What scripts print goes to standard output, whatever host the VM has; everything else they ask for
/// stays the host's to decide. The limits of the VM hold for each statement, but for its time on the wall.
///
/// While the prompt runs, Ctrl-C interrupts what runs; afterwards the process ignores SIGINT unless it says otherwise.
///
/// ```no_run
/// use taipan::{engine::Engine, repl::Repl, sandbox::Sandbox};
///
/// # fn main() -> Result<(), taipan::error::Error> {
/// let mut vm = Engine::new().vm(Sandbox::new())?;
/// vm.set("cups", vec![1, 2, 4])?;
/// let status = Repl::new(&mut vm).greeting("`cups` is what the kitchen has.").run()?;
/// std::process::exit(status);
/// # }
/// ```
#[must_use = "a prompt does nothing until it runs"]
pub struct Repl<'vm> {
    vm: &'vm mut Vm,
    setup: Setup,
}

impl<'vm> Repl<'vm> {
    /// A prompt for a VM; what was typed is forgotten with it.
    pub fn new(vm: &'vm mut Vm) -> Repl<'vm> {
        let setup = Setup { history: None, fuel: vm.limits().fuel, ..Setup::of_process(true) };
        Repl { vm, setup }
    }

    /// A line that is shown before the first prompt.
    pub fn greeting(mut self, text: &str) -> Repl<'vm> {
        self.setup.greeting = format!("{text}\n");
        self
    }

    /// Keeps what was typed in a file, from session to session.
    pub fn history(mut self, file: impl Into<PathBuf>) -> Repl<'vm> {
        self.setup.history = Some(file.into());
        self
    }

    /// Lines are read as they come, terminal or not.
    pub fn plain(mut self) -> Repl<'vm> {
        self.setup.edits = false;
        self
    }

    /// Gives the prompt until a person leaves it. The status is that of `exit(status)`, or 0.
    ///
    /// # Errors
    /// Where the VM cannot go on: it was stopped by its interrupt, or has failed before.
    pub fn run(self) -> Result<i32, Error> {
        let interrupt = self.vm.machine().budget.interrupt();
        let signals = signal_hook::iterator::Signals::new([signal_hook::consts::SIGINT]).ok();
        let handle = signals.map(|mut signals| {
            let handle = signals.handle();
            // Without the thread, Ctrl-C does nothing.
            let _ = std::thread::Builder::new().stack_size(64 << 10).spawn(move || {
                for _ in signals.forever() {
                    interrupt.request(attention::SIGNAL);
                }
            });
            handle
        });
        let setup = self.setup;
        let style = Style { color: setup.colors };
        let status = self.vm.go_on(|machine| {
            let namespace = vm::main_of(machine)?;
            match session::run(machine, namespace, setup) {
                End::Status(status) => Ok(status),
                End::Over(Ok(())) => Ok(0),
                End::Over(Err(raised)) => match machine.take_exception() {
                    Some(exception) => Ok(report::exit_status(machine, &exception, style)),
                    None => Err(raised),
                },
            }
        });
        if let Some(handle) = handle {
            handle.close();
        }
        status
    }
}
