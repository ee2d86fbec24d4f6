//! Lines without an editor: from a pipe, or from a terminal that can do no more. The loop goes on while none comes.

use std::sync::mpsc::{Sender, channel};

use taipan_core::machine::host::Stream;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_modules::builtins::io;
use taipan_scheduler::at_hand;
use taipan_scheduler::outside::Bell;
use taipan_scheduler::turn;

use crate::session::{Event, say, shown_prompt};

/// Reads statements line by line.
#[derive(Default)]
pub(crate) struct Plain {
    /// The statement so far.
    typed: String,
    /// Who watches standard input while the loop runs.
    watcher: Option<Sender<std::sync::Arc<Bell>>>,
}

impl Plain {
    /// Reads until a statement is whole.
    pub(crate) fn next_event(&mut self, vm: &mut Vm) -> Result<Event, Raised> {
        loop {
            let _ = vm.host.flush(Stream::Out);
            let prompt = shown_prompt(vm, if self.typed.is_empty() { "ps1" } else { "ps2" });
            say(vm, &prompt);
            let line = match self.line(vm) {
                Ok(line) => line,
                Err(raised) => match vm.take_exception() {
                    // Ctrl-C gives up what was typed.
                    Some(exception) if vm.classes.is_instance(&exception, &vm.classes.keyboard_interrupt) => {
                        say(vm, "\n");
                        self.typed.clear();
                        return Ok(Event::Cleared);
                    }
                    Some(exception) if vm.classes.is_instance(&exception, &vm.classes.os_error) => String::new(),
                    Some(exception) => return Err(vm.raise(exception)),
                    None => return Err(raised),
                },
            };
            if line.is_empty() {
                say(vm, "\n");
                // What was begun is a statement all the same; the end comes again.
                let typed = std::mem::take(&mut self.typed);
                return Ok(if typed.trim().is_empty() { Event::Ended } else { Event::Typed(typed) });
            }
            if self.typed.is_empty() && line.trim().is_empty() {
                continue;
            }
            self.typed.push_str(&line);
            if !wants_more(&self.typed, &line) {
                return Ok(Event::Typed(std::mem::take(&mut self.typed)));
            }
        }
    }

    /// A line with its end; empty at the end of the input.
    fn line(&mut self, vm: &mut Vm) -> Result<String, Raised> {
        if let Some(event_loop) = at_hand::known(vm) {
            if !vm.host.has_input() {
                self.watch(event_loop.outside.bell.clone());
            }
            turn::serve(vm, &event_loop, &mut |vm| vm.host.has_input())?;
        }
        let line = io::read_line(vm, usize::MAX)?;
        Ok(String::from_utf8_lossy(&line).into_owned())
    }

    /// Has a bell rung when there is something to read.
    fn watch(&mut self, bell: std::sync::Arc<Bell>) {
        let watcher = self.watcher.get_or_insert_with(|| {
            let (sender, receiver) = channel::<std::sync::Arc<Bell>>();
            let watch = move || {
                for bell in receiver {
                    wait_for_input();
                    bell.ring();
                }
            };
            // Without it, lines are read when something else wakes the loop.
            let _ = std::thread::Builder::new().stack_size(64 << 10).spawn(watch);
            sender
        });
        let _ = watcher.send(bell);
    }
}

#[cfg(unix)]
fn wait_for_input() {
    use rustix::event::{PollFd, PollFlags, poll};
    let stdin = std::io::stdin();
    while poll(&mut [PollFd::new(&stdin, PollFlags::IN)], None) == Err(rustix::io::Errno::INTR) {}
}

#[cfg(not(unix))]
fn wait_for_input() {}

/// True if a statement goes on behind the line that was typed last. A compound one ends with an empty line.
fn wants_more(typed: &str, line: &str) -> bool {
    if line.trim_end_matches(['\r', '\n']).is_empty() {
        return taipan_parser::is_open(typed);
    }
    taipan_parser::is_incomplete(typed.trim_end_matches(['\r', '\n'])) || taipan_parser::is_open(typed)
}
