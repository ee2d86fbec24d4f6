//! The matcher: it runs a program on a text and goes back to earlier choices when it fails.
//!
//! Choices lie on a stack of their own, together with what must be undone on the way back, so that no text and no
//! repetition makes the Rust stack grow; only look-arounds and atomic groups nest, as deep as they stand in the pattern.

use smallvec::SmallVec;
use taipan_core::machine::depth;
use taipan_text::wtf8;

use super::case;
use super::program::{Inst, One, Program};
use super::set;
use super::set::Mode;
use super::syntax::{At, Greed};

/// Choices that may be open at once.
const MOST_CHOICES: usize = 20_000_000;
/// Steps between two looks at the clock.
const STRIDE: u32 = 20_000;

/// Characters of a repetition that are passed before they count as steps.
const BLOCK: u32 = 1024;
/// Bytes that are passed in one go.
const PIECE: usize = 1 << 16;

/// Beginnings and ends of groups: those of few groups need no memory of their own.
pub(super) type Slots = SmallVec<[usize; 8]>;

/// Nothing is there.
pub(super) const NOWHERE: usize = usize::MAX;

/// Why a match ends without an answer.
pub(super) enum Stop<E> {
    /// Too many choices are open.
    TooMany,
    /// Look-arounds nest too deeply for the stack.
    TooDeep,
    /// Whoever looks at the clock says so.
    Told(E),
}

/// What kind of match is wanted.
#[derive(Clone, Copy)]
pub(super) struct Request {
    /// Where matches may begin.
    pub(super) from: usize,
    /// Whether it must end where the text ends.
    pub(super) whole: bool,
    /// Whether an empty match at the very beginning does not count.
    pub(super) advance: bool,
}

/// A matcher on a text.
pub(super) struct Machine<'a> {
    program: &'a Program,
    text: &'a [u8],
    pub(super) slots: Slots,
    /// The group that was closed last, or 0.
    pub(super) last_group: usize,
    loops: SmallVec<[Round; 2]>,
    choices: SmallVec<[Choice; 16]>,
    most_choices: usize,
    steps: u32,
    floor: usize,
    started: usize,
    whole: bool,
    advance: bool,
    /// In how many look-arounds and atomic groups it is.
    inside: u32,
}

/// The state of a repetition.
#[derive(Clone, Copy, Default)]
struct Round {
    count: u32,
    last: usize,
}

/// A choice to come back to, or something to undo on the way.
enum Choice {
    /// Go on there.
    Branch { pc: usize, at: usize },
    /// One character less.
    Fewer { pc: usize, low: usize, at: usize },
    /// One character more, so often at most.
    More { pc: usize, at: usize, left: u32 },
    /// A place of a group before, and the group closed last before.
    Slot { slot: usize, before: usize, last_group: usize },
    /// The state of a repetition before.
    Round { id: usize, before: Round },
}

impl<'a> Machine<'a> {
    /// A matcher whose open choices may take a part of so much memory, and whose stack grows down to `floor` at most.
    #[inline(always)]
    pub(super) fn new(program: &'a Program, text: &'a [u8], memory: usize, floor: usize) -> Machine<'a> {
        Machine {
            program,
            text,
            slots: SmallVec::from_elem(NOWHERE, (program.groups + 1) * 2),
            last_group: 0,
            loops: SmallVec::from_elem(Round::default(), program.loops),
            choices: SmallVec::new(),
            most_choices: MOST_CHOICES.min(memory / (3 * size_of::<Choice>())),
            steps: 0,
            floor,
            started: 0,
            whole: false,
            advance: false,
            inside: 0,
        }
    }

    /// Tries to match at one place; the slots hold the answer.
    pub(super) fn match_at<E>(
        &mut self,
        at: usize,
        request: Request,
        look: &mut impl FnMut() -> Result<(), E>,
    ) -> Result<bool, Stop<E>> {
        self.slots.fill(NOWHERE);
        self.last_group = 0;
        self.choices.clear();
        self.started = at;
        self.whole = request.whole;
        self.advance = request.advance && at == request.from;
        let Some(end) = self.run(0, at, look)? else { return Ok(false) };
        if let [start, stop, ..] = &mut self.slots[..] {
            (*start, *stop) = (at, end);
        }
        Ok(true)
    }

    /// The first match at or after the request's beginning.
    pub(super) fn search<E>(
        &mut self,
        request: Request,
        look: &mut impl FnMut() -> Result<(), E>,
    ) -> Result<bool, Stop<E>> {
        if self.program.anchored {
            return if request.from == 0 { self.match_at(0, request, look) } else { Ok(false) };
        }
        let program = self.program;
        let (prefix, finder) = (&*program.prefix, program.finder.as_deref());
        let mut at = request.from;
        loop {
            let rest = self.text.get(at..).unwrap_or_default();
            let ahead = match (finder, prefix, &program.first) {
                (Some(finder), _, _) => finder.find(rest),
                (None, [byte], _) => memchr::memchr(*byte, rest),
                (None, _, Some(first)) => {
                    let piece = rest.get(..PIECE).unwrap_or(rest);
                    let found = piece.iter().position(|byte| first.get(usize::from(*byte)).copied().unwrap_or(true));
                    if found.is_none() && piece.len() < rest.len() {
                        self.pass(STRIDE, look)?;
                        at += piece.len();
                        continue;
                    }
                    found
                }
                _ => Some(0),
            };
            let Some(ahead) = ahead else { return Ok(false) };
            at += ahead;
            if self.match_at(at, request, look)? {
                return Ok(true);
            }
            if at >= self.text.len() {
                return Ok(false);
            }
            self.tick(look)?;
            at += self.width_at(at);
        }
    }

    #[inline(always)]
    fn tick<E>(&mut self, look: &mut impl FnMut() -> Result<(), E>) -> Result<(), Stop<E>> {
        self.pass(1, look)
    }

    /// Counts so many steps.
    #[inline(always)]
    fn pass<E>(&mut self, steps: u32, look: &mut impl FnMut() -> Result<(), E>) -> Result<(), Stop<E>> {
        self.steps = self.steps.saturating_add(steps);
        if self.steps >= STRIDE {
            self.steps = 0;
            look().map_err(Stop::Told)?;
        }
        Ok(())
    }

    /// The character at a place, and its length in bytes.
    #[inline(always)]
    fn char_at(&self, at: usize) -> Option<(u32, usize)> {
        let byte = *self.text.get(at)?;
        if byte < 128 || !self.program.is_text {
            return Some((u32::from(byte), 1));
        }
        wtf8::decode(self.text.get(at..)?)
    }

    fn width_at(&self, at: usize) -> usize {
        self.char_at(at).map_or(1, |(_, width)| width)
    }

    /// Where the character before a place begins.
    #[inline(always)]
    fn before(&self, at: usize) -> Option<usize> {
        let mut at = at.checked_sub(1)?;
        while self.program.is_text && at > 0 && self.text.get(at).is_some_and(|byte| byte & 0xc0 == 0x80) {
            at -= 1;
        }
        Some(at)
    }

    /// Behind the character at a place, if it is one of these.
    #[inline(always)]
    fn one(&self, one: &One, at: usize) -> Option<usize> {
        let byte = *self.text.get(at)?;
        match one {
            One::Byte(wanted) => (byte == *wanted).then_some(at + 1),
            One::Any => Some(at + self.width_at(at)),
            One::NoNewline => (byte != b'\n').then(|| at + self.width_at(at)),
            One::Char(wanted) => self.char_at(at).filter(|(code, _)| code == wanted).map(|(_, width)| at + width),
            One::Folded { folded, ascii } => {
                let (code, width) = self.char_at(at)?;
                (case::fold(code, *ascii) == *folded).then_some(at + width)
            }
            One::Set(set, mode) => {
                let (code, width) = self.char_at(at)?;
                set.has(code, *mode).then_some(at + width)
            }
        }
    }

    fn is_at(&self, place: At, at: usize) -> bool {
        match place {
            At::Start => at == 0,
            At::LineStart => at == 0 || self.text.get(at - 1) == Some(&b'\n'),
            At::End => at == self.text.len(),
            At::LastLineEnd => at == self.text.len() || self.text.get(at..) == Some(b"\n"),
            At::LineEnd => at == self.text.len() || self.text.get(at) == Some(&b'\n'),
            At::Boundary { ascii } => self.is_boundary(at, ascii),
            At::NoBoundary { ascii } => !self.text.is_empty() && !self.is_boundary(at, ascii),
        }
    }

    fn is_boundary(&self, at: usize, ascii: bool) -> bool {
        let word = |place: usize| self.char_at(place).is_some_and(|(code, _)| set::is_word(code, ascii));
        let before = self.before(at).is_some_and(word);
        before != word(at)
    }

    fn group(&self, group: usize) -> Option<&'a [u8]> {
        let (start, end) = (*self.slots.get(group * 2)?, *self.slots.get(group * 2 + 1)?);
        self.text.get(start..end)
    }

    fn backref<E>(
        &mut self,
        group: usize,
        mode: Mode,
        at: usize,
        look: &mut impl FnMut() -> Result<(), E>,
    ) -> Result<Option<usize>, Stop<E>> {
        let Some(wanted) = self.group(group) else { return Ok(None) };
        if !mode.ignore_case {
            self.pass((wanted.len() / 64) as u32, look)?;
            let follows = self.text.get(at..).is_some_and(|rest| rest.starts_with(wanted));
            return Ok(follows.then_some(at + wanted.len()));
        }
        let (mut from, mut at) = (0, at);
        while from < wanted.len() {
            self.tick(look)?;
            let next = match wanted.get(from..) {
                Some(rest) if self.program.is_text => wtf8::decode(rest),
                Some([byte, ..]) => Some((u32::from(*byte), 1)),
                _ => None,
            };
            let (Some((wanted, width)), Some((given, step))) = (next, self.char_at(at)) else { return Ok(None) };
            if case::lower(given, mode.ascii) != case::lower(wanted, mode.ascii) {
                return Ok(None);
            }
            (from, at) = (from + width, at + step);
        }
        Ok(Some(at))
    }

    /// Whether somebody may want to know what was there before a change: what follows a match without choices fails as a
    /// whole, and the next one starts over.
    #[inline(always)]
    fn may_come_back(&self) -> bool {
        self.inside > 0 || !self.choices.is_empty()
    }

    #[inline(always)]
    fn save(&mut self, slot: usize, at: usize) {
        let undone = self.may_come_back();
        if let Some(place) = self.slots.get_mut(slot) {
            let before = std::mem::replace(place, at);
            if undone {
                self.choices.push(Choice::Slot { slot, before, last_group: self.last_group });
            }
        }
        if slot % 2 == 1 {
            self.last_group = slot / 2;
        }
    }

    #[inline(always)]
    fn set_round(&mut self, id: usize, round: Round) {
        let undone = self.may_come_back();
        if let Some(place) = self.loops.get_mut(id) {
            let before = std::mem::replace(place, round);
            if undone {
                self.choices.push(Choice::Round { id, before });
            }
        }
    }

    fn round(&self, id: usize) -> Round {
        self.loops.get(id).copied().unwrap_or_default()
    }

    /// Runs from an instruction and a place; where the match ends, if there is one. Choices below those that are there
    /// at the beginning stay untouched.
    fn run<E>(
        &mut self,
        mut pc: usize,
        mut at: usize,
        look: &mut impl FnMut() -> Result<(), E>,
    ) -> Result<Option<usize>, Stop<E>> {
        let bottom = self.choices.len();
        let program = self.program;
        loop {
            self.tick(look)?;
            let Some(inst) = program.code.get(pc) else { return Ok(None) };
            pc += 1;
            let goes_on = match inst {
                Inst::Bytes(bytes) => {
                    let follows = self.text.get(at..).is_some_and(|rest| rest.starts_with(bytes));
                    at += if follows { bytes.len() } else { 0 };
                    follows
                }
                Inst::One(one) => match self.one(one, at) {
                    Some(next) => {
                        at = next;
                        true
                    }
                    None => false,
                },
                Inst::At(place) => self.is_at(*place, at),
                Inst::Save(slot) => {
                    self.save(*slot, at);
                    true
                }
                Inst::Try(other) => {
                    if self.fails_at_once(pc, at) {
                        pc = *other;
                    } else if !self.fails_at_once(*other, at) {
                        self.choices.push(Choice::Branch { pc: *other, at });
                    }
                    true
                }
                Inst::Jump(to) => {
                    pc = *to;
                    true
                }
                Inst::Many { one, min, max, greed, next } => {
                    match self.many(one, (*min, *max), *greed, *next, pc, at, look)? {
                        Some(end) => {
                            at = end;
                            true
                        }
                        None => false,
                    }
                }
                Inst::LoopStart(id) => {
                    self.set_round(*id, Round { count: 0, last: NOWHERE });
                    true
                }
                Inst::Loop { id, min, max, exit } => {
                    let round = self.round(*id);
                    if round.count < *min {
                        self.set_round(*id, Round { count: round.count + 1, ..round });
                    } else if round.count < *max && round.last != at && !self.fails_at_once(pc, at) {
                        self.choices.push(Choice::Branch { pc: *exit, at });
                        self.set_round(*id, Round { count: round.count.saturating_add(1), last: at });
                    } else {
                        pc = *exit;
                    }
                    true
                }
                Inst::LazyLoop { id, min, exit } => {
                    let round = self.round(*id);
                    if round.count < *min {
                        self.set_round(*id, Round { count: round.count + 1, ..round });
                        // The instruction behind is for rounds that nobody must have.
                        pc += 1;
                    } else {
                        self.choices.push(Choice::Branch { pc, at });
                        pc = *exit;
                    }
                    true
                }
                Inst::LazyMore { id, max } => {
                    let round = self.round(*id);
                    let more = round.count < *max && round.last != at;
                    if more {
                        self.set_round(*id, Round { count: round.count.saturating_add(1), last: at });
                    }
                    more
                }
                Inst::Backref(group, mode) => match self.backref(*group, *mode, at, look)? {
                    Some(end) => {
                        at = end;
                        true
                    }
                    None => false,
                },
                Inst::Look { behind, negative, exit } => {
                    self.pass(u32::try_from(behind.unwrap_or(0)).unwrap_or(u32::MAX), look)?;
                    let found = match self.back(at, behind.unwrap_or(0)) {
                        Some(start) => self.nested(pc, start, *negative, look)?.is_some(),
                        None => false,
                    };
                    pc = *exit;
                    found != *negative
                }
                Inst::Atomic { exit } => match self.nested(pc, at, false, look)? {
                    Some(end) => {
                        (pc, at) = (*exit, end);
                        true
                    }
                    None => false,
                },
                Inst::Unless { group, otherwise } => {
                    if self.group(*group).is_none() {
                        pc = *otherwise;
                    }
                    true
                }
                Inst::Accept => return Ok(Some(at)),
                Inst::Match => {
                    let refused = self.whole && at != self.text.len() || self.advance && at == self.started;
                    if !refused {
                        return Ok(Some(at));
                    }
                    false
                }
            };
            if self.choices.len() > self.most_choices {
                return Err(Stop::TooMany);
            }
            if !goes_on {
                match self.retreat(bottom, look)? {
                    Some(choice) => (pc, at) = choice,
                    None => return Ok(None),
                }
            }
        }
    }

    /// Whether what is about to run has no chance, as its first character shows: then there is no choice.
    #[inline(always)]
    fn fails_at_once(&self, mut pc: usize, at: usize) -> bool {
        loop {
            return match self.program.code.get(pc) {
                Some(Inst::Save(_)) => {
                    pc += 1;
                    continue;
                }
                Some(Inst::Bytes(bytes)) => bytes.first().is_some_and(|byte| self.text.get(at) != Some(byte)),
                Some(Inst::One(one) | Inst::Many { one, min: 1.., .. }) => self.one(one, at).is_none(),
                _ => false,
            };
        }
    }

    /// So many characters before a place.
    fn back(&self, mut at: usize, characters: usize) -> Option<usize> {
        for _ in 0..characters {
            at = self.before(at)?;
        }
        Some(at)
    }

    /// Runs a part of the program of which nothing is tried again; with `forget`, its groups are as before.
    fn nested<E>(
        &mut self,
        pc: usize,
        at: usize,
        forget: bool,
        look: &mut impl FnMut() -> Result<(), E>,
    ) -> Result<Option<usize>, Stop<E>> {
        if depth::is_below(self.floor) {
            return Err(Stop::TooDeep);
        }
        let bottom = self.choices.len();
        self.inside += 1;
        let found = self.run(pc, at, look)?;
        self.inside -= 1;
        if forget {
            while self.retreat(bottom, look)?.is_some() {}
        } else if found.is_some() {
            // The choices go, but what was changed can still be undone.
            let mut kept = bottom;
            for index in bottom..self.choices.len() {
                self.tick(look)?;
                let undoes = matches!(self.choices.get(index), Some(Choice::Slot { .. } | Choice::Round { .. }));
                if undoes {
                    self.choices.swap(kept, index);
                    kept += 1;
                }
            }
            self.choices.truncate(kept);
        }
        Ok(found)
    }

    /// One character several times.
    fn many<E>(
        &mut self,
        one: &One,
        (min, max): (u32, u32),
        greed: Greed,
        next: Option<u8>,
        pc: usize,
        mut at: usize,
        look: &mut impl FnMut() -> Result<(), E>,
    ) -> Result<Option<usize>, Stop<E>> {
        let mut count = 0;
        while count < min {
            let Some(end) = self.one(one, at) else { return Ok(None) };
            at = end;
            count += 1;
            if count.is_multiple_of(BLOCK) {
                self.pass(BLOCK, look)?;
            }
        }
        if greed == Greed::Lazy {
            return self.lazily(one, next, pc, at, max - count, look);
        }
        let low = at;
        match one {
            One::Any if max == super::syntax::ENDLESS => at = self.text.len(),
            One::NoNewline if max == super::syntax::ENDLESS => {
                let rest = self.text.get(at..).unwrap_or_default();
                at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            }
            _ => {
                let mut unpaid = 0;
                while count < max {
                    let mut passed = match one {
                        One::Set(set, _) => self.plain_run(set, at, (max - count).min(BLOCK)),
                        _ => 0,
                    };
                    at += passed as usize;
                    if passed < (max - count).min(BLOCK) {
                        let Some(end) = self.one(one, at) else { break };
                        at = end;
                        passed += 1;
                    }
                    count += passed;
                    unpaid += passed;
                    if unpaid >= BLOCK {
                        self.pass(unpaid, look)?;
                        unpaid = 0;
                    }
                }
            }
        }
        if greed == Greed::Possessive || at == low {
            return Ok(Some(at));
        }
        Ok(self.fewer(next, pc, low, at))
    }

    /// How many ASCII characters of a set lie behind a place, up to `most`.
    #[inline(always)]
    fn plain_run(&self, set: &set::Set, at: usize, most: u32) -> u32 {
        let rest = self.text.get(at..).unwrap_or_default();
        let rest = rest.get(..most as usize).unwrap_or(rest);
        rest.iter().position(|byte| !set.has_ascii(*byte)).unwrap_or(rest.len()) as u32
    }

    /// Goes on at a place, or at the nearest before it where the next byte fits, and remembers those before that.
    fn fewer(&mut self, next: Option<u8>, pc: usize, low: usize, at: usize) -> Option<usize> {
        let mut at = at;
        if let Some(byte) = next
            && self.text.get(at) != Some(&byte)
        {
            let from = self.text.get(low..at)?;
            at = low + memchr::memrchr(byte, from)?;
        }
        if at > low {
            self.choices.push(Choice::Fewer { pc, low, at });
        }
        Some(at)
    }

    /// Goes on at a place, or at the nearest behind it where the next byte fits, and remembers that more is possible.
    fn lazily<E>(
        &mut self,
        one: &One,
        next: Option<u8>,
        pc: usize,
        at: usize,
        left: u32,
        look: &mut impl FnMut() -> Result<(), E>,
    ) -> Result<Option<usize>, Stop<E>> {
        let (mut at, mut left) = (at, left);
        if let Some(byte) = next {
            while self.text.get(at) != Some(&byte) {
                if left == 0 {
                    return Ok(None);
                }
                let Some(end) = self.one(one, at) else { return Ok(None) };
                at = end;
                left -= 1;
                if left.is_multiple_of(BLOCK) {
                    self.pass(BLOCK, look)?;
                }
            }
        }
        if left > 0 {
            self.choices.push(Choice::More { pc, at, left });
        }
        Ok(Some(at))
    }

    /// Goes back to the last choice above `bottom`, undoing what came after it.
    fn retreat<E>(
        &mut self,
        bottom: usize,
        look: &mut impl FnMut() -> Result<(), E>,
    ) -> Result<Option<(usize, usize)>, Stop<E>> {
        while self.choices.len() > bottom
            && let Some(choice) = self.choices.pop()
        {
            match choice {
                Choice::Branch { pc, at } => return Ok(Some((pc, at))),
                Choice::Fewer { pc, low, at } => {
                    let next = match pc.checked_sub(1).and_then(|at| self.program.code.get(at)) {
                        Some(Inst::Many { next, .. }) => *next,
                        _ => None,
                    };
                    if let Some(before) = self.before(at).filter(|before| *before >= low)
                        && let Some(at) = self.fewer(next, pc, low, before)
                    {
                        return Ok(Some((pc, at)));
                    }
                }
                Choice::More { pc, at, left } => {
                    let program = self.program;
                    if let Some(Inst::Many { one, next, .. }) = pc.checked_sub(1).and_then(|at| program.code.get(at))
                        && let Some(at) = self.one(one, at)
                        && let Some(at) = self.lazily(one, *next, pc, at, left - 1, look)?
                    {
                        return Ok(Some((pc, at)));
                    }
                }
                Choice::Slot { slot, before, last_group } => {
                    self.tick(look)?;
                    self.last_group = last_group;
                    if let Some(place) = self.slots.get_mut(slot) {
                        *place = before;
                    }
                }
                Choice::Round { id, before } => {
                    self.tick(look)?;
                    if let Some(place) = self.loops.get_mut(id) {
                        *place = before;
                    }
                }
            }
        }
        Ok(None)
    }
}
