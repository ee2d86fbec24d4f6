//! From the tree of a pattern to its program, and what can be known about all matches beforehand.

use memchr::memmem;
use taipan_core::machine::depth;
use taipan_text::wtf8;

use super::case;
use super::parse::Parsed;
use super::program::{Inst, One, Program};
use super::set::Mode;
use super::syntax::{At, Greed, Node};

/// A program may have so many instructions.
const MOST: usize = 4_000_000;

/// Why a pattern has no program.
pub(super) enum Refused {
    /// The program would be too large.
    TooLarge,
    /// The stack has no room.
    TooDeep,
    /// Whoever was asked whether to go on said no.
    Stopped,
}

/// Nodes between two looks whether to go on.
const STRETCH: usize = 1024;

/// Compiles a pattern for strings or for bytes. The stack grows down to `floor` at most. `goes_on` is asked now and then.
pub(super) fn compile(
    parsed: &Parsed,
    is_text: bool,
    floor: usize,
    goes_on: &dyn Fn() -> bool,
) -> Result<Program, Refused> {
    let widths = vec![None; parsed.groups + 1];
    let mut compiler = Compiler { code: Vec::new(), loops: 0, is_text, widths, floor, goes_on, left: STRETCH };
    compiler.node(&parsed.node)?;
    compiler.emit(Inst::Match)?;
    let prefix = match compiler.code.iter().find(|inst| !matches!(inst, Inst::Save(_))) {
        Some(Inst::Bytes(bytes)) => bytes.clone(),
        _ => Box::default(),
    };
    let mut first = [false; 256];
    let may_be_empty = starts(&parsed.node, is_text, &mut first);
    let useful = !may_be_empty && first.iter().any(|possible| !possible);
    let loops = compiler.loops;
    let mut code = compiler.code;
    follow(&mut code);
    Ok(Program {
        code,
        groups: parsed.groups,
        loops,
        is_text,
        finder: (prefix.len() > 1).then(|| Box::new(memmem::Finder::new(&prefix).into_owned())),
        prefix,
        first: useful.then(|| Box::new(first)),
        anchored: is_anchored(&parsed.node),
    })
}

struct Compiler<'a> {
    code: Vec<Inst>,
    loops: usize,
    is_text: bool,
    widths: Vec<Option<(usize, Option<usize>)>>,
    floor: usize,
    goes_on: &'a dyn Fn() -> bool,
    /// Nodes before the next look.
    left: usize,
}

impl Compiler<'_> {
    fn look(&mut self) -> Result<(), Refused> {
        self.left -= 1;
        if self.left == 0 {
            self.left = STRETCH;
            if !(self.goes_on)() {
                return Err(Refused::Stopped);
            }
        }
        Ok(())
    }

    fn emit(&mut self, inst: Inst) -> Result<usize, Refused> {
        if self.code.len() >= MOST {
            return Err(Refused::TooLarge);
        }
        self.code.push(inst);
        Ok(self.code.len() - 1)
    }

    fn here(&self) -> usize {
        self.code.len()
    }

    /// Says where an instruction that was emitted before goes.
    fn land(&mut self, at: usize) {
        let here = self.here();
        if let Some(inst) = self.code.get_mut(at) {
            match inst {
                Inst::Try(to) | Inst::Jump(to) => *to = here,
                Inst::Loop { exit, .. }
                | Inst::LazyLoop { exit, .. }
                | Inst::Look { exit, .. }
                | Inst::Atomic { exit } => *exit = here,
                Inst::Unless { otherwise, .. } => *otherwise = here,
                _ => {}
            }
        }
    }

    fn node(&mut self, node: &Node) -> Result<(), Refused> {
        if depth::is_below(self.floor) {
            return Err(Refused::TooDeep);
        }
        match node {
            Node::Empty => {}
            Node::Char(..) | Node::Any { .. } | Node::Set(..) => self.one(node)?,
            Node::Text(codes, mode) => {
                let mut plain = Vec::new();
                self.text(codes, *mode, &mut plain)?;
                self.flush(&mut plain)?;
            }
            Node::At(at) => {
                self.emit(Inst::At(*at))?;
            }
            Node::Sequence(parts) => self.sequence(parts)?,
            Node::Alternatives(parts) => self.alternatives(parts)?,
            Node::Group(number, body) => {
                self.emit(Inst::Save(number * 2))?;
                self.node(body)?;
                self.emit(Inst::Save(number * 2 + 1))?;
                let width = body.width(&self.widths);
                if let Some(place) = self.widths.get_mut(*number) {
                    *place = Some(width);
                }
            }
            Node::Repeat { body, min, max, greed } => self.repeat(body, *min, *max, *greed)?,
            Node::Backref(group, mode) => {
                self.emit(Inst::Backref(*group, *mode))?;
            }
            Node::Look { body, behind, negative } => {
                let width = body.width(&self.widths).0;
                let look = Inst::Look { behind: behind.then_some(width), negative: *negative, exit: 0 };
                let start = self.emit(look)?;
                self.node(body)?;
                self.emit(Inst::Accept)?;
                self.land(start);
            }
            Node::Atomic(body) => self.atomic(|compiler| compiler.node(body))?,
            Node::Conditional { group, yes, no } => {
                let start = self.emit(Inst::Unless { group: *group, otherwise: 0 })?;
                self.node(yes)?;
                let jump = self.emit(Inst::Jump(0))?;
                self.land(start);
                self.node(no)?;
                self.land(jump);
            }
        }
        Ok(())
    }

    fn atomic(&mut self, body: impl FnOnce(&mut Self) -> Result<(), Refused>) -> Result<(), Refused> {
        let start = self.emit(Inst::Atomic { exit: 0 })?;
        body(self)?;
        self.emit(Inst::Accept)?;
        self.land(start);
        Ok(())
    }

    fn alternatives(&mut self, parts: &[Node]) -> Result<(), Refused> {
        let Some((last, others)) = parts.split_last() else { return Ok(()) };
        let mut jumps = Vec::new();
        for part in others {
            self.look()?;
            let start = self.emit(Inst::Try(0))?;
            self.node(part)?;
            jumps.push(self.emit(Inst::Jump(0))?);
            self.land(start);
        }
        self.node(last)?;
        jumps.into_iter().for_each(|jump| self.land(jump));
        Ok(())
    }

    /// One after the other; plain characters become one comparison.
    fn sequence(&mut self, parts: &[Node]) -> Result<(), Refused> {
        let mut plain = Vec::new();
        for part in parts {
            self.look()?;
            if let Node::Text(codes, mode) = part {
                self.text(codes, *mode, &mut plain)?;
            } else if !(part.is_one() && self.write_plain(part, &mut plain)) {
                self.flush(&mut plain)?;
                self.node(part)?;
            }
        }
        self.flush(&mut plain)
    }

    /// Appends to `plain` what is compared as it is.
    fn text(&mut self, codes: &[u32], mode: Mode, plain: &mut Vec<u8>) -> Result<(), Refused> {
        for code in codes {
            self.look()?;
            let char = Node::Char(*code, mode);
            if !self.write_plain(&char, plain) {
                self.flush(plain)?;
                self.one(&char)?;
            }
        }
        Ok(())
    }

    fn flush(&mut self, plain: &mut Vec<u8>) -> Result<(), Refused> {
        if !plain.is_empty() {
            self.emit(Inst::Bytes(std::mem::take(plain).into()))?;
        }
        Ok(())
    }

    /// Appends the bytes of a character that is compared as it is; false of all others.
    fn write_plain(&self, node: &Node, bytes: &mut Vec<u8>) -> bool {
        match self.one_of(node) {
            One::Byte(byte) => bytes.push(byte),
            One::Char(code) => wtf8::push(bytes, code),
            _ => return false,
        }
        true
    }

    /// A single character.
    fn one(&mut self, node: &Node) -> Result<(), Refused> {
        let mut bytes = Vec::new();
        let inst =
            if self.write_plain(node, &mut bytes) { Inst::Bytes(bytes.into()) } else { Inst::One(self.one_of(node)) };
        self.emit(inst).map(drop)
    }

    fn one_of(&self, node: &Node) -> One {
        match node {
            Node::Char(code, mode) if mode.ignore_case && case::has_case(*code, mode.ascii) => {
                One::Folded { folded: case::fold(*code, mode.ascii), ascii: mode.ascii }
            }
            Node::Char(code, _) => match u8::try_from(*code) {
                Ok(byte) if byte.is_ascii() || !self.is_text => One::Byte(byte),
                _ => One::Char(*code),
            },
            Node::Set(set, mode) => One::Set(set.clone(), *mode),
            Node::Any { newline: false } => One::NoNewline,
            _ => One::Any,
        }
    }

    fn repeat(&mut self, body: &Node, min: u32, max: u32, greed: Greed) -> Result<(), Refused> {
        if max == 0 {
            return Ok(());
        }
        if body.is_one() {
            let one = self.one_of(body);
            self.emit(Inst::Many { one, min, max, greed, next: None })?;
            return Ok(());
        }
        if (min, max) == (1, 1) {
            return self.node(body);
        }
        if greed == Greed::Possessive {
            return self.atomic(|compiler| compiler.repeat(body, min, max, Greed::Greedy));
        }
        let id = self.loops;
        self.loops += 1;
        self.emit(Inst::LoopStart(id))?;
        let start = if greed == Greed::Lazy {
            let start = self.emit(Inst::LazyLoop { id, min, exit: 0 })?;
            self.emit(Inst::LazyMore { id, max })?;
            start
        } else {
            self.emit(Inst::Loop { id, min, max, exit: 0 })?
        };
        self.node(body)?;
        self.emit(Inst::Jump(start))?;
        self.land(start);
        Ok(())
    }
}

/// Tells repetitions of one character which byte must come next, where that is certain. One that cannot have passed that
/// byte, or behind which the pattern ends, takes all it can and never gives back: less of it would not match either.
fn follow(code: &mut [Inst]) {
    let (mut certain, mut ends) = (None, false);
    for inst in code.iter_mut().rev() {
        match inst {
            Inst::Bytes(bytes) => certain = bytes.first().copied(),
            Inst::One(One::Byte(byte)) => certain = Some(*byte),
            Inst::Save(_) => continue,
            Inst::Match => {
                ends = true;
                continue;
            }
            Inst::Many { one, greed, next, .. } => {
                if *greed == Greed::Greedy && (ends || certain.is_some_and(|byte| !passes(one, byte))) {
                    *greed = Greed::Possessive;
                }
                *next = certain.take();
            }
            _ => certain = None,
        }
        ends = false;
    }
}

/// Whether a byte may be, or begin, one of these characters.
fn passes(one: &One, byte: u8) -> bool {
    let code = u32::from(byte);
    if !byte.is_ascii() {
        return true;
    }
    match one {
        One::Any => true,
        One::NoNewline => byte != b'\n',
        One::Byte(wanted) => byte == *wanted,
        One::Char(wanted) => code == *wanted,
        One::Folded { folded, ascii } => case::fold(code, *ascii) == *folded,
        One::Set(set, mode) => set.has(code, *mode),
    }
}

/// Marks the bytes with which matches may begin; true if they may be empty or begin with what follows.
fn starts(node: &Node, is_text: bool, first: &mut [bool; 256]) -> bool {
    match node {
        Node::Empty | Node::At(_) | Node::Look { .. } => true,
        Node::Char(code, mode) => {
            starts_of_char(*code, *mode, is_text, first);
            false
        }
        Node::Text(codes, mode) => codes.first().is_none_or(|code| {
            starts_of_char(*code, *mode, is_text, first);
            false
        }),
        Node::Any { newline } => {
            for (byte, possible) in first.iter_mut().enumerate() {
                *possible |= *newline || byte != usize::from(b'\n');
            }
            false
        }
        Node::Set(set, mode) => {
            for (byte, possible) in first.iter_mut().enumerate() {
                *possible |= if byte < 128 || !is_text { set.has(byte as u32, *mode) } else { true };
            }
            false
        }
        Node::Sequence(parts) => parts.iter().all(|part| starts(part, is_text, first)),
        Node::Alternatives(parts) => parts.iter().fold(false, |empty, part| starts(part, is_text, first) | empty),
        Node::Group(_, body) | Node::Atomic(body) => starts(body, is_text, first),
        Node::Repeat { body, min, .. } => starts(body, is_text, first) | (*min == 0),
        Node::Backref(..) => true,
        Node::Conditional { yes, no, .. } => starts(yes, is_text, first) | starts(no, is_text, first),
    }
}

fn starts_of_char(code: u32, mode: Mode, is_text: bool, first: &mut [bool; 256]) {
    let mut mark = |code: u32| {
        let mut bytes = Vec::new();
        if is_text {
            wtf8::push(&mut bytes, code)
        } else {
            bytes.push(code as u8)
        }
        if let Some(possible) = bytes.first().and_then(|byte| first.get_mut(usize::from(*byte))) {
            *possible = true;
        }
    };
    mark(code);
    if mode.ignore_case {
        for letter in 0..128 {
            if case::fold(letter, mode.ascii) == case::fold(code, mode.ascii) {
                mark(letter);
            }
        }
        if is_text && !mode.ascii {
            // Letters of other alphabets may fold to the same.
            first[128..].fill(true);
        }
    }
}

fn is_anchored(node: &Node) -> bool {
    match node {
        Node::At(At::Start) => true,
        Node::Sequence(parts) => parts.first().is_some_and(is_anchored),
        Node::Group(_, body) | Node::Atomic(body) => is_anchored(body),
        Node::Alternatives(parts) => parts.iter().all(is_anchored),
        _ => false,
    }
}
