//! Why a tree is no program: a message and the place it is about.

use taipan_bytecode::assembler::TooLarge;
use taipan_source::span::Span;

/// Why compiling stopped. Small, because results are everywhere.
#[derive(Clone, Debug)]
pub(crate) enum Failure {
    /// The tree is refused.
    Refused(Box<Reason>),
    /// The tree is too deep for the stack of this thread.
    TooDeep,
    /// The toll is refused.
    Unpaid,
}

/// The refusal's content.
#[derive(Clone, Debug)]
pub(crate) struct Reason {
    pub(crate) message: String,
    pub(crate) span: Span,
    /// CPython gives the start only (errors about `__future__`).
    pub(crate) without_end: bool,
}

/// What compiling a piece gives.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// A refusal that points at `span`.
pub(crate) fn failure(message: impl Into<String>, span: Span) -> Failure {
    Failure::Refused(Box::new(Reason { message: message.into(), span, without_end: false }))
}

/// A refusal that is an outcome already.
pub(crate) fn fail<T>(message: impl Into<String>, span: Span) -> Outcome<T> {
    Err(failure(message, span))
}

/// A piece of code beyond what an instruction can address.
pub(crate) fn too_large(_: TooLarge) -> Failure {
    failure("too many variables, constants or instructions in one function", Span::default())
}
