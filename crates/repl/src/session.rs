//! A session at the prompt: read, run, show, again.

use std::sync::Arc;

use taipan_core::machine::host::Stream;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::repr;
use taipan_core::protocol::dict;
use taipan_core::value::mapping::Dict;
use taipan_core::value::module::Module;
use taipan_heap::value::{Ref, Value};
use taipan_modules::import;
use taipan_scheduler::at_hand;
use taipan_traceback::report;
use taipan_traceback::style::Style;

use crate::editor::Editor;
use crate::plain::Plain;
use crate::screen::Screen;
use crate::screen::host::Lent;
use crate::setup::Setup;
use crate::{commands, copied, drive, leave, module, show, statement, terminal, words};

/// How a session ends.
pub enum End {
    /// The input ended, or what was raised ends the program: SystemExit, or a limit of the host.
    Over(Result<(), Raised>),
    /// A hook of the script has said with which status.
    Status(i32),
}

/// Why a session is left.
enum Leaving {
    /// The input ended.
    Input,
    /// SystemExit.
    Exit(Value),
    /// A limit of the host; nothing else may run.
    Limit(Raised),
    /// A hook of the script has said with which status.
    Status(i32),
}

/// What the reader of lines has to tell.
pub(crate) enum Event {
    /// Statements, or a command of the prompt.
    Typed(String),
    /// Ctrl-C gave up what was typed.
    Cleared,
    /// Ctrl-D, or the end of the input.
    Ended,
    /// The editor cannot go on, and why.
    Broken(String),
}

/// Where lines come from.
enum Lines {
    Edited(Editor),
    Plain(Plain),
}

/// What a session remembers.
pub struct Session {
    /// Where its names are.
    pub(crate) namespace: Ref<Dict>,
    /// What `from __future__ import` has switched on, for all statements that follow.
    pub(crate) future: u32,
    /// What was typed.
    pub(crate) inputs: Vec<String>,
    pub(crate) setup: Setup,
}

/// Gives the prompt over a namespace until its end.
pub fn run(vm: &mut Vm, namespace: Ref<Dict>, setup: Setup) -> End {
    let mut session = Session { namespace, future: 0, inputs: Vec::new(), setup };
    at_hand::offer(vm, true);
    vm.budget.outlive(true);
    let display = if session.setup.edits { quietly(vm, show::begin).flatten() } else { None };
    quietly(vm, module::begin);
    let screen = Arc::<Screen>::default();
    let lent = Lent::begin(vm, &screen);
    let leaving = session.read(vm, &screen);
    if !matches!(leaving, Leaving::Limit(_)) {
        leave::end_tasks(vm, &session);
    }
    if let Some(display) = display {
        quietly(vm, |vm| show::end(vm, display));
    }
    module::end(vm);
    lent.end(vm);
    vm.budget.outlive(false);
    at_hand::offer(vm, false);
    match leaving {
        Leaving::Input => End::Over(Ok(())),
        Leaving::Exit(exception) => End::Over(Err(vm.raise(exception))),
        Leaving::Limit(raised) => End::Over(Err(raised)),
        Leaving::Status(status) => End::Status(status),
    }
}

/// Does something that a prompt can do without.
fn quietly<T>(vm: &mut Vm, act: impl FnOnce(&mut Vm) -> Result<T, Raised>) -> Option<T> {
    act(vm).map_err(|_| vm.clear_pending()).ok()
}

impl Session {
    /// How tracebacks are written.
    pub(crate) fn style(&self) -> Style {
        Style { color: self.setup.colors }
    }

    fn read(&mut self, vm: &mut Vm, screen: &Arc<Screen>) -> Leaving {
        set_prompts(vm);
        say(vm, &self.setup.greeting.clone());
        let mut lines = match self.setup.edits {
            true => Lines::Edited(Editor::start(&self.setup, screen)),
            false => Lines::Plain(Plain::default()),
        };
        let mut asked = false;
        let leaving = loop {
            let event = match &mut lines {
                Lines::Edited(editor) => drive::next_event(vm, self, editor),
                Lines::Plain(plain) => plain.next_event(vm),
            };
            let outcome = match event {
                Ok(Event::Typed(text)) => {
                    asked = false;
                    self.act(vm, text)
                }
                Ok(Event::Cleared) => {
                    asked = false;
                    if self.setup.edits {
                        terminal::begin_line();
                    }
                    say(vm, "KeyboardInterrupt\n");
                    Ok(())
                }
                Ok(Event::Ended) if self.setup.edits && !asked && leave::names_tasks(vm) => {
                    asked = true;
                    Ok(())
                }
                Ok(Event::Ended) => break Leaving::Input,
                Ok(Event::Broken(why)) => {
                    if let Lines::Edited(editor) = std::mem::replace(&mut lines, Lines::Plain(Plain::default())) {
                        editor.stop();
                    }
                    say(vm, &format!("The line editor cannot go on ({why}); lines are read as they come.\n"));
                    self.setup.edits = false;
                    Ok(())
                }
                Err(raised) => Err(raised),
            };
            if let Err(raised) = outcome
                && let Some(leaving) = self.failed(vm, raised)
            {
                break leaving;
            }
        };
        if let Lines::Edited(editor) = lines {
            editor.stop();
        }
        leaving
    }

    /// Does what was typed.
    fn act(&mut self, vm: &mut Vm, text: String) -> Result<(), Raised> {
        if text.trim().is_empty() {
            return Ok(());
        }
        self.inputs.push(text.clone());
        if let Some(done) = commands::run(vm, self, &text) {
            return done;
        }
        if self.setup.edits
            && let Some(done) = words::run(vm, self, &text)
        {
            return done;
        }
        match self.setup.edits {
            true => statement::run(vm, self, &copied::program(&text)),
            false => statement::run(vm, self, &text),
        }
    }

    /// Tells of what was raised; gives how the session ends, if it does.
    fn failed(&mut self, vm: &mut Vm, raised: Raised) -> Option<Leaving> {
        let Some(exception) = vm.take_exception() else {
            if vm.budget.ended().is_none_or(|ending| !statement::may_go_on(ending)) {
                return Some(Leaving::Limit(raised));
            }
            say(vm, "A limit has ended what ran.\n");
            statement::begin(vm, self);
            return None;
        };
        if vm.classes.is_instance(&exception, &vm.classes.system_exit) {
            return Some(Leaving::Exit(exception));
        }
        report::print_uncaught(vm, &exception, self.style()).map(Leaving::Status)
    }
}

/// The prompts of those who have set no others.
const PROMPTS: [(&str, &str); 2] = [("ps1", ">>> "), ("ps2", "... ")];

/// Puts `sys.ps1` and `sys.ps2` there, unless somebody has.
fn set_prompts(vm: &mut Vm) {
    for (name, text) in PROMPTS {
        let set = of_sys(vm).and_then(|sys| match dict::get_text(vm, &sys, name) {
            Some(_) => Ok(()),
            None => vm.str(text).and_then(|text| dict::set_text(vm, &sys, name, text)),
        });
        if set.is_err() {
            vm.clear_pending();
        }
    }
}

/// The namespace of `sys`.
pub(crate) fn of_sys(vm: &mut Vm) -> Result<Ref<Dict>, Raised> {
    let sys = import::import(vm, "sys")?;
    match sys.payload::<Module>() {
        Some(module) => Ok(module.dict.clone()),
        None => Err(vm.system_error("sys is no module")),
    }
}

/// `sys.ps1` or `sys.ps2`, which may be any object: its text is asked for each time.
pub(crate) fn shown_prompt(vm: &mut Vm, name: &str) -> String {
    let usual = PROMPTS.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text);
    let found = of_sys(vm).map(|sys| dict::get_text(vm, &sys, name));
    let text = found.and_then(|prompt| prompt.map(|prompt: Value| repr::str(vm, &prompt)).transpose());
    match text {
        Ok(text) => text.map_or_else(|| usual.to_owned(), |text| text.to_lossy().into_owned()),
        Err(_) => {
            vm.clear_pending();
            usual.to_owned()
        }
    }
}

/// Writes where tracebacks go.
pub(crate) fn say(vm: &mut Vm, text: &str) {
    if text.is_empty() {
        return;
    }
    let _ = vm.host.flush(Stream::Out);
    // Where this fails, nobody is left to be told.
    let _ = vm.host.write(Stream::Err, text.as_bytes());
    let _ = vm.host.flush(Stream::Err);
}
