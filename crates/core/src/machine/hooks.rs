//! What crates and floors above fill in, because the machine asks and does not reach.

use std::sync::Arc;

use taipan_bytecode::code::Code;
use taipan_heap::value::{Ref, Value};

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::value::class::Class;
use crate::value::function::Function;
use crate::value::generator::Generator;
use crate::value::mapping::Dict;

/// What to compile, and how.
pub struct CompileRequest<'a> {
    /// The source text.
    pub source: &'a str,
    /// Shown in tracebacks.
    pub filename: &'a str,
    /// What kind of text it is.
    pub mode: CompileMode,
    /// 0, or 1 without assertions, or 2 also without docstrings.
    pub optimize: u8,
    /// Future features in force, as bits of `co_flags`.
    pub future: u32,
    /// Whether `await` may stand outside of functions.
    pub top_level_await: bool,
}

/// The kinds of source text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CompileMode {
    /// A module, or the text of `exec`.
    Module,
    /// An expression, for `eval`.
    Expression,
    /// One interactive statement.
    Interactive,
}

/// A module that crates above provide.
pub enum Provided {
    /// Rust code fills the namespace.
    Native(fn(&mut Vm, &Ref<Dict>) -> Result<(), Raised>),
    /// A module written in Python that is part of the program.
    Library {
        /// The source.
        text: &'static str,
        /// The code, in the form of `taipan_bytecode::storage`.
        code: &'static [u8],
        /// Whether it is a package's `__init__`.
        package: bool,
    },
}

/// Finds a provided module by its absolute name.
pub type Library = fn(&str) -> Option<Provided>;

/// Functions from above.
#[derive(Clone)]
pub struct Hooks {
    /// Compiles source text; raises SyntaxError.
    pub compile: fn(&mut Vm, CompileRequest<'_>) -> Result<Arc<Code>, Raised>,
    /// Runs a function written in Python with arguments and gives its result.
    pub run_function: fn(&mut Vm, &Ref<Function>, Call<'_>) -> Result<Value, Raised>,
    /// Resumes a generator or coroutine.
    pub resume: fn(&mut Vm, &Value, Resume) -> Result<Step, Raised>,
    /// The next item of a generator; `None` at its end.
    pub next_item: fn(&mut Vm, &Ref<Generator>) -> Result<Option<Value>, Raised>,
    /// Decodes the bytes of a source file; raises SyntaxError.
    pub decode_source: fn(&mut Vm, &[u8], &str) -> Result<String, Raised>,
    /// Finds a native module or a module of the embedded library.
    pub library: Library,
    /// Imports a module by its absolute name and returns it.
    pub import: fn(&mut Vm, &str) -> Result<Value, Raised>,
    /// Reports the pending exception, which came out of a finaliser or callback of the object: nobody can catch it. A text
    /// names another occasion.
    pub unraisable: fn(&mut Vm, &Value, Option<&str>),
    /// Warns: of a category, with a message, blaming the Python code that called the native (1), its caller (2) and so on.
    pub warn: fn(&mut Vm, &Ref<Class>, &str, usize) -> Result<(), Raised>,
    /// A coroutine ends that was never awaited.
    pub never_awaited: fn(&mut Vm, &Value) -> Result<(), Raised>,
    /// A type parameter: its kind as the instruction numbers it, its name, and functions that give its bound (or
    /// constraints) and its default, or None.
    pub type_parameter: fn(&mut Vm, u16, Value, Value, Value) -> Result<Value, Raised>,
    /// The alias of a `type` statement: its name, a tuple of type parameters or None, and a function that gives the type.
    pub type_alias: fn(&mut Vm, Value, Value, Value) -> Result<Value, Raised>,
    /// `Generic[..]` of the type parameters of a class.
    pub generic_base: fn(&mut Vm, &Value) -> Result<Value, Raised>,
    /// A safe point inside a native that goes on for long: fuel, signals, the dying.
    pub look_up: fn(&mut Vm) -> Result<(), Raised>,
    /// Answers to attention bits at a safe point: signals. May raise.
    pub attend: fn(&mut Vm, u32) -> Result<(), Raised>,
}

/// The arguments of a call as slices.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// Positional arguments, then the values of keyword arguments.
    pub values: &'a [Value],
    /// Names of the last arguments, interned strings.
    pub keywords: &'a [Value],
}

/// What goes into a suspended frame.
pub enum Resume {
    /// A value: what the `yield` or `await` gives.
    Send(Value),
    /// The pending exception is raised there.
    Throw,
}

/// Why a generator or coroutine stopped.
pub enum Step {
    /// It returned.
    Done(Value),
    /// It yielded.
    Yielded(Value),
    /// It awaits a native awaitable that is not ready: a future.
    Waiting(Value),
}
