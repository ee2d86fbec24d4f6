//! The exception on its way up, and the marker type that says there is one.

use taipan_heap::ledger::Balance;
use taipan_heap::value::{Ref, Value};
use taipan_source::meter::{BYTES_A_STEP, Meter};

use crate::machine::budget::Ending;
use crate::machine::vm::Vm;
use crate::value::class::Class;

/// An exception is pending in the VM: the `Err` of everything that can raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a pending exception must be passed on or taken"]
pub struct Raised(());

/// The exception on its way, built only when somebody looks at it.
#[derive(Default)]
pub enum Pending {
    /// There is none.
    #[default]
    Nothing,
    /// An exception object.
    Exception(Value),
    /// An exception object that is thrown into a generator: what its caller handles is not its context.
    Thrown(Value),
    /// StopIteration with a value: made an object only if a handler or a native asks.
    StopIteration(Value),
    /// A class and the text of its message.
    Message(Ref<Class>, String),
    /// AttributeError about a name that an object lacks; the message is made later unless it is given.
    Attribute {
        /// The object.
        object: Value,
        /// The name.
        name: Value,
        /// The message, if it is not the ordinary one.
        message: Option<String>,
    },
    /// NameError about a name.
    Name {
        /// The name.
        name: Value,
        /// The message.
        message: String,
        /// Whether it is UnboundLocalError.
        unbound_local: bool,
    },
    /// The run must end: a limit or the host says so. No script can catch it.
    Ended(Ending),
}

impl Meter for Vm {
    type Refusal = Raised;

    #[inline]
    fn pay(&mut self, steps: usize) -> Result<(), Raised> {
        self.charge(steps as u64)
    }
}

impl Vm {
    /// Makes an exception pending and gives the marker to return.
    pub fn raise_pending(&mut self, pending: Pending) -> Raised {
        self.pending = pending;
        Raised(())
    }

    /// Pays for work about to be done, and looks whether the run must end. Runs no Python code: natives may hold borrows.
    /// One step is about a turn of a loop; see [`Meter`].
    #[inline]
    pub fn charge(&mut self, steps: u64) -> Result<(), Raised> {
        match i32::try_from(steps) {
            Ok(steps) if steps <= self.budget.ticks() => {
                self.budget.count(steps);
                Ok(())
            }
            _ => self.charge_more(steps),
        }
    }

    #[cold]
    #[inline(never)]
    fn charge_more(&mut self, steps: u64) -> Result<(), Raised> {
        self.settle(steps)
    }

    /// Pays for steps beyond those granted, and looks at limits of every kind: the end of the run, memory that was taken
    /// beside the heap's pool, and Ctrl-C where that is an exception. Runs no Python code.
    pub fn settle(&mut self, steps: u64) -> Result<(), Raised> {
        let balance = self.heap.balance();
        if balance == Balance::Exhausted && self.budget.ended().is_none() {
            self.budget.end(Ending::OutOfMemory);
        }
        match self.budget.pay(steps) {
            Some(ending) => Err(self.raise_pending(Pending::Ended(ending))),
            None if balance == Balance::Short => Err(self.memory_error()),
            // Python code that answers Ctrl-C has to wait for a safe point.
            None if self.threads.on_main() && self.budget.take_plain_signal() => {
                Err(self.raise_message(|classes| &classes.keyboard_interrupt, ""))
            }
            None => Ok(()),
        }
    }

    /// Pays for a pass over so many bytes.
    #[inline]
    pub fn charge_pass(&mut self, bytes: usize) -> Result<(), Raised> {
        self.charge((bytes / BYTES_A_STEP) as u64)
    }

    /// Counts a turn of a native's loop, so that Ctrl-C and the end of fuel are noticed.
    #[inline(always)]
    pub fn tick(&mut self) -> Result<(), Raised> {
        if self.budget.count(1) { (self.hooks.look_up)(self) } else { Ok(()) }
    }

    /// Raises an exception object.
    pub fn raise(&mut self, exception: Value) -> Raised {
        self.raise_pending(Pending::Exception(exception))
    }

    /// Raises an exception of a builtin class with a message.
    #[cold]
    pub fn raise_message(
        &mut self,
        class: impl FnOnce(&crate::machine::classes::Classes) -> &Ref<Class>,
        message: impl Into<String>,
    ) -> Raised {
        let class = class(&self.classes).clone();
        self.raise_pending(Pending::Message(class, message.into()))
    }

    /// The marker for an exception that is pending already.
    pub fn raised(&self) -> Raised {
        debug_assert!(!matches!(self.pending, Pending::Nothing));
        Raised(())
    }

    /// Raises StopIteration with a value, without making the object.
    pub fn stop_iteration(&mut self, value: Value) -> Raised {
        self.raise_pending(Pending::StopIteration(value))
    }

    /// Raises TypeError.
    #[cold]
    pub fn type_error(&mut self, message: impl Into<String>) -> Raised {
        self.raise_message(|classes| &classes.type_error, message)
    }

    /// Raises ValueError.
    #[cold]
    pub fn value_error(&mut self, message: impl Into<String>) -> Raised {
        self.raise_message(|classes| &classes.value_error, message)
    }

    /// Raises IndexError.
    #[cold]
    pub fn index_error(&mut self, message: impl Into<String>) -> Raised {
        self.raise_message(|classes| &classes.index_error, message)
    }

    /// Raises OverflowError.
    #[cold]
    pub fn overflow_error(&mut self, message: impl Into<String>) -> Raised {
        self.raise_message(|classes| &classes.overflow_error, message)
    }

    /// Raises RuntimeError.
    #[cold]
    pub fn runtime_error(&mut self, message: impl Into<String>) -> Raised {
        self.raise_message(|classes| &classes.runtime_error, message)
    }

    /// Raises SystemError.
    #[cold]
    pub fn system_error(&mut self, message: impl Into<String>) -> Raised {
        self.raise_message(|classes| &classes.system_error, message)
    }

    /// Raises MemoryError; or ends the run, where it was an end of the run that called off what needed the memory.
    #[cold]
    pub fn memory_error(&mut self) -> Raised {
        match self.budget.pay(0) {
            None => self.raise_message(|classes| &classes.memory_error, ""),
            Some(ending) => self.raise_pending(Pending::Ended(ending)),
        }
    }

    /// Raises RecursionError.
    #[cold]
    pub fn recursion_error(&mut self, doing: &str) -> Raised {
        self.raise_message(|classes| &classes.recursion_error, format!("maximum recursion depth exceeded{doing}"))
    }
}

/// Turns a refused allocation into MemoryError.
pub trait OrMemoryError<T> {
    /// The value, or MemoryError pending.
    fn or_memory_error(self, vm: &mut Vm) -> Result<T, Raised>;
}

impl<T> OrMemoryError<T> for Result<T, taipan_heap::heap::OutOfMemory> {
    #[inline(always)]
    fn or_memory_error(self, vm: &mut Vm) -> Result<T, Raised> {
        match self {
            Ok(value) => Ok(value),
            Err(_) => Err(vm.memory_error()),
        }
    }
}
