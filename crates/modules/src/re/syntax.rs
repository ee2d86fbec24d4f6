//! The tree of a regular expression.

use std::rc::Rc;

use super::set::{Mode, Set};

/// A part of an expression.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// Matches nothing, everywhere.
    Empty,
    /// A character.
    Char(u32, Mode),
    /// Several characters, one after the other.
    Text(Vec<u32>, Mode),
    /// `.`; with `(?s)` a newline too.
    Any { newline: bool },
    /// `[...]`, `\d` and the like.
    Set(Rc<Set>, Mode),
    /// A place.
    At(At),
    /// One after the other.
    Sequence(Vec<Node>),
    /// The first that fits.
    Alternatives(Vec<Node>),
    /// A numbered group.
    Group(usize, Box<Node>),
    /// Several times.
    Repeat { body: Box<Node>, min: u32, max: u32, greed: Greed },
    /// What a group matched.
    Backref(usize, Mode),
    /// `(?=...)`, `(?<!...)` and the like.
    Look { body: Box<Node>, behind: bool, negative: bool },
    /// `(?>...)`: what matched stays.
    Atomic(Box<Node>),
    /// `(?(1)yes|no)`
    Conditional { group: usize, yes: Box<Node>, no: Box<Node> },
}

/// How a repetition goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Greed {
    /// As often as possible, less often if need be.
    Greedy,
    /// As seldom as possible, more often if need be.
    Lazy,
    /// As often as possible, and never less.
    Possessive,
}

/// A place in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum At {
    /// The beginning of the text.
    Start,
    /// The beginning of a line.
    LineStart,
    /// The end of the text.
    End,
    /// The end of the text, or before the newline that ends it.
    LastLineEnd,
    /// The end of a line.
    LineEnd,
    /// The beginning or the end of a word.
    Boundary { ascii: bool },
    /// Neither.
    NoBoundary { ascii: bool },
}

/// Repeated without an end.
pub(super) const ENDLESS: u32 = u32::MAX;

impl Node {
    /// The least and the greatest number of characters that it matches; `None` for no bound.
    pub(super) fn width(&self, groups: &[Option<(usize, Option<usize>)>]) -> (usize, Option<usize>) {
        match self {
            Node::Empty | Node::At(_) | Node::Look { .. } => (0, Some(0)),
            Node::Char(..) | Node::Any { .. } | Node::Set(..) => (1, Some(1)),
            Node::Text(codes, _) => (codes.len(), Some(codes.len())),
            Node::Sequence(parts) => parts.iter().fold((0, Some(0)), |(low, high), part| {
                let (least, most) = part.width(groups);
                (low.saturating_add(least), high.zip(most).map(|(a, b)| a.saturating_add(b)))
            }),
            Node::Alternatives(parts) => union(parts.iter().map(|part| part.width(groups))),
            Node::Group(_, body) | Node::Atomic(body) => body.width(groups),
            Node::Repeat { body, min, max, .. } => {
                let (least, most) = body.width(groups);
                let highest = match most {
                    Some(0) => Some(0),
                    Some(most) if *max != ENDLESS => Some(most.saturating_mul(*max as usize)),
                    _ => None,
                };
                (least.saturating_mul(*min as usize), highest)
            }
            Node::Backref(group, _) => groups.get(*group).copied().flatten().unwrap_or((0, None)),
            Node::Conditional { yes, no, .. } => union([yes.width(groups), no.width(groups)].into_iter()),
        }
    }

    /// True of a character that is compared in this mode.
    pub(super) fn is_char_of(&self, wanted: Mode) -> bool {
        matches!(self, Node::Char(_, mode) if *mode == wanted)
    }

    /// Makes a text of a character and one that follows.
    pub(super) fn append(&mut self, next: u32) {
        if let Node::Char(code, mode) = self {
            *self = Node::Text(vec![*code, next], *mode);
        }
    }

    /// True if it is a single character of whatever kind.
    pub(super) fn is_one(&self) -> bool {
        matches!(self, Node::Char(..) | Node::Any { .. } | Node::Set(..))
    }
}

fn union(mut widths: impl Iterator<Item = (usize, Option<usize>)>) -> (usize, Option<usize>) {
    let first = widths.next().unwrap_or((0, Some(0)));
    widths.fold(first, |(low, high), (least, most)| (low.min(least), high.zip(most).map(|(a, b)| a.max(b))))
}
