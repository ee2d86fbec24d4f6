//! Code as bytes: what a build stores of the library, and how a program takes it back.
//!
//! ```text
//! count, then that many texts     every name and string constant of the module, once
//! filename                        one for the whole module
//! code                            the module's body; nested code stands among the constants
//! ```
//!
//! Numbers are LEB128, instructions eight bytes each, little end first. There is no version and no checksum: bytes and
//! program come from one build. Damaged bytes give `None` or code that the verifier refuses, never a panic.

use std::collections::HashMap;
use std::sync::Arc;

use crate::code::{CellVar, Code, Const, Handler};
use crate::opcode::Instr;
use crate::positions::Positions;

/// Nested code and tuples go no deeper than this when they are taken back.
const DEEPEST: u32 = 400;

/// The bytes of a module's code.
pub fn store(code: &Code) -> Vec<u8> {
    let mut writer = Writer::default();
    let filename = writer.text(code.filename.as_bytes());
    writer.number(filename);
    writer.code(code);
    let mut bytes = Vec::new();
    put(&mut bytes, writer.texts.len() as u64);
    for text in &writer.texts {
        put(&mut bytes, text.len() as u64);
        bytes.extend_from_slice(text);
    }
    bytes.extend(writer.bytes);
    bytes
}

/// The code that [`store`] made the bytes of.
pub fn load(bytes: &[u8]) -> Option<Arc<Code>> {
    let mut reader = Reader { rest: bytes, texts: Vec::new(), filename: "".into() };
    for _ in 0..reader.length()? {
        let length = reader.length()?;
        let text = reader.take(length)?;
        reader.texts.push(text);
    }
    reader.filename = reader.name()?.into();
    reader.code(0)
}

/// The kinds of constants, as the byte that each begins with.
mod tag {
    pub(super) const NONE: u8 = 0;
    pub(super) const FALSE: u8 = 1;
    pub(super) const TRUE: u8 = 2;
    pub(super) const ELLIPSIS: u8 = 3;
    pub(super) const INT: u8 = 4;
    pub(super) const BIG_INT: u8 = 5;
    pub(super) const FLOAT: u8 = 6;
    pub(super) const COMPLEX: u8 = 7;
    pub(super) const STR: u8 = 8;
    pub(super) const BYTES: u8 = 9;
    pub(super) const TUPLE: u8 = 10;
    pub(super) const FROZEN_SET: u8 = 11;
    pub(super) const CODE: u8 = 12;
}

#[derive(Default)]
struct Writer<'a> {
    bytes: Vec<u8>,
    texts: Vec<&'a [u8]>,
    places: HashMap<&'a [u8], u64>,
}

impl<'a> Writer<'a> {
    fn code(&mut self, code: &'a Code) {
        self.name(&code.name);
        self.name(&code.qualname);
        for number in [code.first_line, code.flags] {
            self.number(number.into());
        }
        for number in [code.positional, code.positional_only, code.keyword_only, code.registers] {
            self.number(number.into());
        }
        self.names(&code.locals);
        self.number(code.cells.len() as u64);
        for cell in &code.cells {
            self.name(&cell.name);
            self.number(cell.register.into());
        }
        self.names(&code.free);
        self.number(code.instructions.len() as u64);
        for instruction in &code.instructions {
            self.bytes.extend_from_slice(&instruction.0.to_le_bytes());
        }
        self.constants(&code.constants);
        self.number(code.sites.len() as u64);
        for &site in &code.sites {
            self.number(site.into());
        }
        self.names(&code.names);
        self.number(code.handlers.len() as u64);
        for handler in &code.handlers {
            for number in [handler.start, handler.end, handler.target, handler.register.into()] {
                self.number(number.into());
            }
        }
        let positions = code.positions.as_bytes();
        self.number(positions.len() as u64);
        self.bytes.extend_from_slice(positions);
    }

    fn constants(&mut self, constants: &'a [Const]) {
        self.number(constants.len() as u64);
        for constant in constants {
            self.constant(constant);
        }
    }

    fn constant(&mut self, constant: &'a Const) {
        match constant {
            Const::None => self.bytes.push(tag::NONE),
            Const::Bool(false) => self.bytes.push(tag::FALSE),
            Const::Bool(true) => self.bytes.push(tag::TRUE),
            Const::Ellipsis => self.bytes.push(tag::ELLIPSIS),
            Const::Int(int) => self.tagged_bits(tag::INT, *int as u64),
            Const::BigInt(digits) => {
                self.bytes.push(tag::BIG_INT);
                self.name(digits);
            }
            Const::Float(bits) => self.tagged_bits(tag::FLOAT, *bits),
            Const::Complex(real, imaginary) => {
                self.tagged_bits(tag::COMPLEX, *real);
                self.bytes.extend_from_slice(&imaginary.to_le_bytes());
            }
            Const::Str(text) => self.tagged_text(tag::STR, text),
            Const::Bytes(bytes) => self.tagged_text(tag::BYTES, bytes),
            Const::Tuple(items) => {
                self.bytes.push(tag::TUPLE);
                self.constants(items);
            }
            Const::FrozenSet(items) => {
                self.bytes.push(tag::FROZEN_SET);
                self.constants(items);
            }
            Const::Code(code) => {
                self.bytes.push(tag::CODE);
                self.code(code);
            }
        }
    }

    fn tagged_bits(&mut self, tag: u8, bits: u64) {
        self.bytes.push(tag);
        self.bytes.extend_from_slice(&bits.to_le_bytes());
    }

    fn tagged_text(&mut self, tag: u8, text: &'a [u8]) {
        self.bytes.push(tag);
        let place = self.text(text);
        self.number(place);
    }

    fn names(&mut self, names: &'a [Box<str>]) {
        self.number(names.len() as u64);
        for name in names {
            self.name(name);
        }
    }

    fn name(&mut self, name: &'a str) {
        let place = self.text(name.as_bytes());
        self.number(place);
    }

    /// The place of a text among the module's texts.
    fn text(&mut self, text: &'a [u8]) -> u64 {
        let next = self.texts.len() as u64;
        let place = *self.places.entry(text).or_insert(next);
        if place == next {
            self.texts.push(text);
        }
        place
    }

    fn number(&mut self, number: u64) {
        put(&mut self.bytes, number);
    }
}

fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

struct Reader<'a> {
    rest: &'a [u8],
    texts: Vec<&'a [u8]>,
    filename: Arc<str>,
}

impl<'a> Reader<'a> {
    fn code(&mut self, depth: u32) -> Option<Arc<Code>> {
        if depth > DEEPEST {
            return None;
        }
        // Fields are read in the order in which they stand here.
        Some(Arc::new(Code {
            name: self.name()?.into(),
            qualname: self.name()?.into(),
            filename: self.filename.clone(),
            first_line: self.small()?,
            flags: self.small()?,
            positional: self.small()?,
            positional_only: self.small()?,
            keyword_only: self.small()?,
            registers: self.small()?,
            locals: self.names()?,
            cells: self.each(|reader| Some(CellVar { name: reader.name()?.into(), register: reader.small()? }))?,
            free: self.names()?,
            instructions: self.instructions()?,
            constants: self.constants(depth)?,
            sites: self.each(Reader::small)?,
            names: self.names()?,
            handlers: self.each(|reader| {
                let (start, end, target) = (reader.small()?, reader.small()?, reader.small()?);
                Some(Handler { start, end, target, register: reader.small()? })
            })?,
            positions: {
                let length = self.length()?;
                Positions::from_bytes(self.take(length)?)
            },
        }))
    }

    fn instructions(&mut self) -> Option<Box<[Instr]>> {
        let count = self.length()?;
        let (words, _) = self.take(count.checked_mul(8)?)?.as_chunks();
        Some(words.iter().map(|word| Instr(u64::from_le_bytes(*word))).collect())
    }

    fn constants(&mut self, depth: u32) -> Option<Box<[Const]>> {
        self.each(|reader| reader.constant(depth + 1))
    }

    fn constant(&mut self, depth: u32) -> Option<Const> {
        if depth > DEEPEST {
            return None;
        }
        let &tag = self.take(1)?.first()?;
        Some(match tag {
            tag::NONE => Const::None,
            tag::FALSE => Const::Bool(false),
            tag::TRUE => Const::Bool(true),
            tag::ELLIPSIS => Const::Ellipsis,
            tag::INT => Const::Int(self.bits()? as i64),
            tag::BIG_INT => Const::BigInt(self.name()?.into()),
            tag::FLOAT => Const::Float(self.bits()?),
            tag::COMPLEX => Const::Complex(self.bits()?, self.bits()?),
            tag::STR => Const::Str(self.text()?.into()),
            tag::BYTES => Const::Bytes(self.text()?.into()),
            tag::TUPLE => Const::Tuple(self.constants(depth)?),
            tag::FROZEN_SET => Const::FrozenSet(self.constants(depth)?),
            tag::CODE => Const::Code(self.code(depth)?),
            _ => return None,
        })
    }

    fn names(&mut self) -> Option<Box<[Box<str>]>> {
        self.each(|reader| Some(reader.name()?.into()))
    }

    /// A count, and that many items.
    fn each<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Box<[T]>> {
        let count = self.length()?;
        let mut items = Vec::with_capacity(count);
        for _ in 0..count {
            items.push(item(self)?);
        }
        Some(items.into())
    }

    fn name(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.text()?).ok()
    }

    fn text(&mut self) -> Option<&'a [u8]> {
        let place: u32 = self.small()?;
        self.texts.get(place as usize).copied()
    }

    fn bits(&mut self) -> Option<u64> {
        let (bits, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(u64::from_le_bytes(*bits))
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    /// A number of things that follow: each takes a byte at least, so that a damaged one asks for no great memory.
    fn length(&mut self) -> Option<usize> {
        let length = usize::try_from(self.number()?).ok()?;
        (length <= self.rest.len()).then_some(length)
    }

    fn small<T: TryFrom<u64>>(&mut self) -> Option<T> {
        T::try_from(self.number()?).ok()
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::flags;
    use crate::positions::Position;

    fn inner() -> Code {
        Code {
            name: "f".into(),
            qualname: "C.f".into(),
            filename: "<frozen x>".into(),
            first_line: 300,
            flags: flags::MODULE_BODY | flags::OPTIMIZED,
            positional: 2,
            positional_only: 1,
            keyword_only: 0,
            registers: 65_535,
            locals: ["a".into(), "é".into()].into(),
            cells: [CellVar { name: "a".into(), register: 7 }].into(),
            free: ["b".into()].into(),
            instructions: [Instr(u64::MAX), Instr(0x0102_0304_0506_0708)].into(),
            constants: [
                Const::None,
                Const::Bool(true),
                Const::Bool(false),
                Const::Ellipsis,
                Const::Int(i64::MIN),
                Const::BigInt("-ffffffffffffffffff".into()),
                Const::Float((-0.0f64).to_bits()),
                Const::Complex(1, 2),
                Const::Str(b"\xed\xa0\x80".as_slice().into()),
                Const::Bytes(b"".as_slice().into()),
                Const::Tuple([Const::Int(1), Const::FrozenSet([Const::Int(2)].into())].into()),
            ]
            .into(),
            sites: [0, 1, 0].into(),
            names: ["print".into()].into(),
            handlers: [Handler { start: 1, end: 200, target: 3, register: 4 }].into(),
            positions: Positions::pack(&[Position { line: 1, end_line: 2, column: 3, end_column: 4 }]),
        }
    }

    #[test]
    fn code_survives_storing() {
        let code = Code { constants: [Const::Code(Arc::new(inner())), Const::Int(-1)].into(), ..inner() };
        assert_eq!(load(&store(&code)).as_deref(), Some(&code));
    }

    #[test]
    fn damaged_bytes_are_refused_or_give_other_code_but_never_panic() {
        let whole = store(&inner());
        for length in 0..whole.len() {
            assert_eq!(load(&whole[..length]), None);
            for flip in [0x01, 0x40, 0x80, 0xff] {
                let mut damaged = whole.clone();
                damaged[length] ^= flip;
                load(&damaged);
            }
        }
    }
}
