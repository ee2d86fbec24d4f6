//! What a pattern is compiled to: instructions for the matcher.

use std::rc::Rc;

use memchr::memmem;

use super::set::Mode;
use super::set::Set;
use super::syntax::{At, Greed};

/// An instruction.
#[derive(Clone, Debug)]
pub(super) enum Inst {
    /// These bytes follow.
    Bytes(Box<[u8]>),
    /// One character follows.
    One(One),
    /// The place is of this kind.
    At(At),
    /// Remembers the place: twice the group's number for its beginning, one more for its end.
    Save(usize),
    /// First go on behind, then (if that fails) there.
    Try(usize),
    /// Go there.
    Jump(usize),
    /// One character, several times.
    Many { one: One, min: u32, max: u32, greed: Greed, next: Option<u8> },
    /// A repetition begins.
    LoopStart(usize),
    /// Decides about one more time; what is repeated follows, and `exit` is behind it.
    Loop { id: usize, min: u32, max: u32, exit: usize },
    /// As `Loop`, but rather no more.
    LazyLoop { id: usize, min: u32, exit: usize },
    /// One more time, when a lazy repetition has to.
    LazyMore { id: usize, max: u32 },
    /// What the group matched follows.
    Backref(usize, Mode),
    /// What follows up to `Accept` matches here, or (`behind`) so many characters before, or does not; then goes on at
    /// `exit`, at the same place.
    Look { behind: Option<usize>, negative: bool, exit: usize },
    /// What follows up to `Accept` matches; then goes on at `exit`, and nothing of it is tried again.
    Atomic { exit: usize },
    /// Goes there unless the group matched.
    Unless { group: usize, otherwise: usize },
    /// The end of what `Look` and `Atomic` ask for.
    Accept,
    /// The end of the pattern.
    Match,
}

/// One character.
#[derive(Clone, Debug)]
pub(super) enum One {
    /// Any.
    Any,
    /// Any but a newline.
    NoNewline,
    /// This one, below 128 or in bytes.
    Byte(u8),
    /// This one.
    Char(u32),
    /// One that folds to this.
    Folded { folded: u32, ascii: bool },
    /// One of a set.
    Set(Rc<Set>, Mode),
}

/// A compiled pattern.
pub(super) struct Program {
    pub(super) code: Vec<Inst>,
    /// Number of groups, not counting the whole.
    pub(super) groups: usize,
    /// Number of repetitions that are counted.
    pub(super) loops: usize,
    /// Whether texts are strings: positions lie between code points then.
    pub(super) is_text: bool,
    /// All matches begin with these bytes.
    pub(super) prefix: Box<[u8]>,
    /// Finds these bytes, if there are several.
    pub(super) finder: Option<Box<memmem::Finder<'static>>>,
    /// All matches begin with one of these bytes; nothing if there may be empty ones.
    pub(super) first: Option<Box<[bool; 256]>>,
    /// All matches begin where the text begins.
    pub(super) anchored: bool,
}
