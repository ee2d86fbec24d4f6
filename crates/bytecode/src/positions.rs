//! The packed table of source positions, one for each instruction.

use crate::code::Position;

/// Source positions in instruction order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Positions {
    entries: Box<[Position]>,
}

impl Positions {
    /// Packs the positions of a code's instructions.
    pub fn pack(positions: &[Position]) -> Positions {
        Positions { entries: positions.into() }
    }

    /// The position of instruction `index`; the default position past the end.
    pub fn at(&self, index: usize) -> Position {
        self.entries.get(index).copied().unwrap_or_default()
    }
}
