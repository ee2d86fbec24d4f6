//! The packed table of source positions, one for each instruction.
//!
//! Each entry is a run of variable-length numbers: 0 repeats the position before, 1 is "no place", anything else is the
//! zigzag distance of the line plus 2, followed by the number of further lines and the two columns. Positions are needed
//! for tracebacks only, so they are decoded from the start on demand.

const SAME: u32 = 0;
const NOWHERE: u32 = 1;
const FIRST_DELTA: u32 = 2;

/// The place in the source that an instruction comes from: lines from 1, columns in UTF-8 bytes from 0. A line of 0
/// means that the instruction has no place (made by the compiler).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// First line.
    pub line: u32,
    /// Last line.
    pub end_line: u32,
    /// First column.
    pub column: u32,
    /// Column after the last.
    pub end_column: u32,
}

/// Source positions in instruction order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Positions {
    packed: Box<[u8]>,
}

impl Positions {
    /// Packs the positions of a code's instructions.
    pub fn pack(positions: &[Position]) -> Positions {
        let mut packed = Vec::with_capacity(positions.len() * 3);
        let mut before = Position::default();
        let mut line = 0u32;
        for (index, &position) in positions.iter().enumerate() {
            if index > 0 && position == before {
                put(&mut packed, SAME);
            } else if position.line == 0 {
                put(&mut packed, NOWHERE);
            } else {
                put(&mut packed, zigzag(position.line.wrapping_sub(line) as i32).wrapping_add(FIRST_DELTA));
                put(&mut packed, position.end_line.wrapping_sub(position.line));
                put(&mut packed, position.column);
                put(&mut packed, position.end_column);
                line = position.line;
            }
            before = position;
        }
        Positions { packed: packed.into() }
    }

    /// The position of instruction `index`; the default position past the end.
    pub fn at(&self, index: usize) -> Position {
        self.iter().nth(index).unwrap_or_default()
    }

    /// All positions in instruction order.
    pub fn iter(&self) -> Iter<'_> {
        Iter { rest: &self.packed, line: 0, before: Position::default() }
    }

    /// The packed form, for storing.
    pub fn as_bytes(&self) -> &[u8] {
        &self.packed
    }

    /// Takes a packed form back; a damaged one gives wrong positions and nothing worse.
    pub fn from_bytes(packed: &[u8]) -> Positions {
        Positions { packed: packed.into() }
    }
}

/// The positions of a table, decoded one after another.
#[derive(Clone, Debug)]
pub struct Iter<'a> {
    rest: &'a [u8],
    line: u32,
    before: Position,
}

impl Iterator for Iter<'_> {
    type Item = Position;

    fn next(&mut self) -> Option<Position> {
        if self.rest.is_empty() {
            return None;
        }
        match self.take() {
            SAME => {}
            NOWHERE => self.before = Position::default(),
            delta => {
                self.line = self.line.wrapping_add(unzigzag(delta.wrapping_sub(FIRST_DELTA)) as u32);
                let end_line = self.line.wrapping_add(self.take());
                let column = self.take();
                let end_column = self.take();
                self.before = Position { line: self.line, end_line, column, end_column };
            }
        }
        Some(self.before)
    }
}

impl Iter<'_> {
    fn take(&mut self) -> u32 {
        let mut value = 0u32;
        let mut shift = 0;
        while let Some((&byte, rest)) = self.rest.split_first() {
            self.rest = rest;
            value |= u32::from(byte & 0x7f).wrapping_shl(shift);
            shift += 7;
            if byte & 0x80 == 0 {
                break;
            }
        }
        value
    }
}

fn put(packed: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        packed.push(value as u8 | 0x80);
        value >>= 7;
    }
    packed.push(value as u8);
}

fn zigzag(value: i32) -> u32 {
    (value.wrapping_shl(1) ^ (value >> 31)) as u32
}

fn unzigzag(value: u32) -> i32 {
    (value >> 1) as i32 ^ -((value & 1) as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(line: u32, end_line: u32, column: u32, end_column: u32) -> Position {
        Position { line, end_line, column, end_column }
    }

    #[test]
    fn positions_survive_packing() {
        let table = [
            Position::default(),
            place(3, 3, 4, 10),
            place(3, 3, 4, 10),
            place(70_000, 70_004, 200, 3),
            Position::default(),
            place(1, 1, 0, 1),
        ];
        let packed = Positions::pack(&table);
        assert_eq!(packed.iter().collect::<Vec<_>>(), table);
        assert_eq!(packed.at(3), table[3]);
        assert_eq!(packed.at(99), Position::default());
    }
}
