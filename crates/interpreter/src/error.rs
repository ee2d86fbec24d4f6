//! What went wrong in a script, as the Rust program sees it: nothing of the Python exception is lost.

use std::any::Any;
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use taipan_core::machine::budget::Ending;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm as Machine;
use taipan_core::ops::{groups, repr};
use taipan_core::protocol::dict;
use taipan_core::value::class::Class;
use taipan_core::value::exception::Exception;
use taipan_heap::ledger;
use taipan_heap::value::{Ref, Value};
use taipan_macros::payload;
use taipan_source::diagnostic::Diagnostic;
use taipan_traceback::{frames, message};

use crate::compile;

/// An exception that left a script, or the reason why a run ended without one.
///
/// `Display` shows the last line that Python prints; [`traceback`](Error::traceback) has all of them.
///
/// ```
/// use taipan::{engine::Engine, error::Kind, sandbox::Sandbox};
///
/// # fn main() -> Result<(), taipan::error::Error> {
/// let engine = Engine::new();
/// let mut vm = engine.vm(Sandbox::new())?;
/// let error = vm.run(&engine.compile("bill.py", "cups = {}\ncups['tea']")?).unwrap_err();
/// assert_eq!(error.kind(), Kind::Exception);
/// assert_eq!((error.type_name(), error.message()), ("KeyError", "'tea'"));
/// assert_eq!(error.frames()[0].line, 2);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Error(Box<Report>);

#[derive(Clone)]
struct Report {
    kind: Kind,
    type_name: String,
    message: String,
    traceback: String,
    frames: Vec<Frame>,
    cause: Option<Error>,
    context: Option<Error>,
    parts: Vec<Error>,
    own: Option<Own>,
}

/// Why a run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A Python exception that nobody caught.
    Exception,
    /// The text is no Python.
    Syntax,
    /// The fuel is used up.
    OutOfFuel,
    /// The time of [`Limits::wall`](crate::limits::Limits::wall) is up.
    OutOfTime,
    /// The script went on taking memory after a `MemoryError`.
    OutOfMemory,
    /// A fault of Taipan itself: the VM cannot be used any more, others can.
    Broken,
    /// Somebody asked for the end: [`Interrupt`](crate::vm::Interrupt).
    Stopped,
}

/// A place that an exception passed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frame {
    /// The name of the program or file.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: u32,
    /// The function, or `<module>`.
    pub function: String,
}

/// The host's own error, which a Rust function gave.
type Own = Arc<dyn std::error::Error + Send + Sync>;

/// An error by which a Rust function raises a builtin exception. Other errors become a `RuntimeError` with their text.
///
/// ```
/// use taipan::{engine::Engine, error::Raise, sandbox::Sandbox};
///
/// # fn main() -> Result<(), taipan::error::Error> {
/// let mut engine = Engine::new();
/// engine.module("users").function("age", |name: String| match name.as_str() {
///     "ann" => Ok(41),
///     _ => Err(Raise::new("KeyError", name)),
/// });
/// let mut vm = engine.vm(Sandbox::new())?;
/// let error = vm.run(&engine.compile("ages.py", "import users\nusers.age('bob')")?).unwrap_err();
/// assert_eq!((error.type_name(), error.message()), ("KeyError", "'bob'"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Raise {
    class: String,
    message: String,
}

impl Raise {
    /// An exception of a builtin class; of `RuntimeError` if there is no such class.
    pub fn new(class: impl Into<String>, message: impl Into<String>) -> Raise {
        Raise { class: class.into(), message: message.into() }
    }
}

impl Error {
    /// Why the run ended.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.0.kind
    }

    /// The exception's class, with its module unless that is `builtins` or `__main__`; empty if there was no exception.
    #[must_use]
    pub fn type_name(&self) -> &str {
        &self.0.type_name
    }

    /// `str()` of the exception.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The text that Python prints for it, causes and source lines included.
    #[must_use]
    pub fn traceback(&self) -> &str {
        &self.0.traceback
    }

    /// The places it passed, outermost first.
    #[must_use]
    pub fn frames(&self) -> &[Frame] {
        &self.0.frames
    }

    /// What it was raised from: `__cause__`.
    #[must_use]
    pub fn cause(&self) -> Option<&Error> {
        self.0.cause.as_ref()
    }

    /// What was being handled when it was raised: `__context__`.
    #[must_use]
    pub fn context(&self) -> Option<&Error> {
        self.0.context.as_ref()
    }

    /// The exceptions of an `ExceptionGroup`.
    #[must_use]
    pub fn exceptions(&self) -> &[Error] {
        &self.0.parts
    }

    /// The error that a Rust function of the host gave, if the exception stands for one of this type.
    #[must_use]
    pub fn downcast_ref<E: std::error::Error + 'static>(&self) -> Option<&E> {
        self.0.own.as_deref().and_then(|own| own.downcast_ref())
    }

    /// What is pending in a machine, taken out of it.
    pub(crate) fn take(machine: &mut Machine, _: Raised) -> Error {
        // The report is the host's.
        let _paying = ledger::paid_by_nobody();
        let told = machine.take_exception().map(|exception| of_exception(machine, &exception, &mut HashSet::new()));
        machine.clear_pending();
        match (machine.budget.ended(), told) {
            // The limit may have been reached while the exception told about itself.
            (Some(ending), _) => Error::of_ending(ending),
            (None, Some(error)) => error,
            (None, None) => Error::of_ending(Ending::Stopped),
        }
    }

    /// A run has ended without an exception.
    pub(crate) fn of_ending(ending: Ending) -> Error {
        let (kind, message) = match ending {
            Ending::OutOfFuel => (Kind::OutOfFuel, "the fuel is used up"),
            Ending::OutOfTime => (Kind::OutOfTime, "the time is up"),
            Ending::OutOfMemory => (Kind::OutOfMemory, "the memory is used up"),
            Ending::Stopped => (Kind::Stopped, "the run was stopped"),
            Ending::Broken => (Kind::Broken, "the VM has failed before and cannot be used"),
        };
        Error::bare(kind, "", message)
    }

    /// The machine has panicked.
    pub(crate) fn of_panic(payload: &(dyn Any + Send)) -> Error {
        let message = panic_message(payload);
        Error::bare(Kind::Broken, "", &format!("a fault of Taipan itself: {message}"))
    }

    /// What a compiler says about a text.
    pub(crate) fn of_diagnostic(file: &Arc<str>, text: &str, diagnostic: &Diagnostic) -> Error {
        let mut error = Error::bare(Kind::Syntax, diagnostic.kind.name(), &diagnostic.message);
        error.0.traceback = compile::describe(file, text, diagnostic);
        error.0.frames.push(Frame { file: file.clone(), line: diagnostic.line, function: "<module>".into() });
        error
    }

    /// There is no memory for a VM.
    pub(crate) fn no_memory() -> Error {
        Error::bare(Kind::Exception, "MemoryError", "")
    }

    fn bare(kind: Kind, type_name: &str, message: &str) -> Error {
        Error(Box::new(Report {
            kind,
            type_name: type_name.into(),
            message: message.into(),
            traceback: String::new(),
            frames: Vec::new(),
            cause: None,
            context: None,
            parts: Vec::new(),
            own: None,
        }))
    }
}

/// What a panic says.
pub(crate) fn panic_message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_default()
}

fn of_exception(machine: &mut Machine, exception: &Value, seen: &mut HashSet<u64>) -> Error {
    let first = seen.is_empty();
    seen.insert(exception.word().bits());
    let type_name = message::class_name(machine, exception);
    let shown = match repr::str(machine, exception) {
        Ok(text) => text.to_lossy().into_owned(),
        Err(_) => {
            machine.clear_pending();
            "<exception str() failed>".into()
        }
    };
    let mut error = Error::bare(Kind::Exception, &type_name, &shown);
    if first {
        error.0.traceback = taipan_traceback::format_exception(machine, exception);
    }
    let Some(payload) = exception.payload::<Exception>() else { return error };
    error.0.frames = frames::entries(&payload.traceback.get(), None)
        .into_iter()
        .map(|entry| Frame { file: entry.filename, line: entry.line, function: entry.name })
        .collect();
    error.0.own = own_of(machine, exception);
    // One that was met before is not followed again: chains may be circular. Long ones are cut.
    let mut follow = |machine: &mut Machine, value: Value| {
        let fresh = value.is_kind::<Exception>() && !seen.contains(&value.word().bits());
        let has_room = seen.len() < DEEPEST && !machine.is_deep();
        (fresh && has_room).then(|| of_exception(machine, &value, seen))
    };
    error.0.cause = follow(machine, payload.cause.get());
    error.0.context = follow(machine, payload.context.get());
    if groups::is_group(machine, exception) {
        let parts = groups::exceptions_of(machine, exception).to_vec();
        error.0.parts = parts.into_iter().filter_map(|part| follow(machine, part)).collect();
    }
    error
}

/// More exceptions are not followed.
const DEEPEST: usize = 100;

/// The host's error, as an exception carries it where no script sees it.
#[payload("taipan.host_error")]
struct Carried(#[untraced] Own);

/// Among the details of an exception it has this name.
const CARRIED: &str = "taipan.host_error";

fn own_of(machine: &Machine, exception: &Value) -> Option<Own> {
    let carried = machine.detail(exception, CARRIED)?;
    carried.payload::<Carried>().map(|carried| carried.0.clone())
}

/// Raises the exception that stands for an error of the host.
pub(crate) fn raise(machine: &mut Machine, error: Box<dyn std::error::Error + Send + Sync>) -> Raised {
    let own: Own = error.into();
    match carrying(machine, own) {
        Ok(exception) => machine.raise(exception),
        Err(raised) => raised,
    }
}

fn carrying(machine: &mut Machine, own: Own) -> Result<Value, Raised> {
    let class = own.downcast_ref::<Raise>().and_then(|raise| builtin(machine, &raise.class));
    let class = class.unwrap_or_else(|| machine.classes.runtime_error.clone());
    let text = machine.str(&own.to_string())?;
    let exception = machine.call(class.value(), &[text])?;
    let object = machine.classes.object.clone();
    let carried = machine.allocate(&object, Carried(own))?;
    machine.annotate(&exception, CARRIED, carried.into_value())?;
    Ok(exception)
}

/// A builtin exception class.
fn builtin(machine: &Machine, name: &str) -> Option<Ref<Class>> {
    let class = dict::get_text(machine, &machine.world.builtins, name)?.to_ref::<Class>()?;
    class.is_subclass_of(&machine.classes.exception).then_some(class)
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.type_name(), self.message()) {
            ("", message) => out.write_str(message),
            (name, "") => out.write_str(name),
            (name, message) => write!(out, "{name}: {message}"),
        }
    }
}

/// The traceback: what a failing `unwrap` should show.
impl fmt::Debug for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.traceback().is_empty() { fmt::Display::fmt(self, out) } else { out.write_str(self.traceback()) }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match (&self.0.own, &self.0.cause) {
            (Some(own), _) => Some(&**own),
            (None, Some(cause)) => Some(cause),
            (None, None) => None,
        }
    }
}

impl fmt::Display for Raise {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Raise {}
