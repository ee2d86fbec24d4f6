//! Searching: `match`, `search`, `findall`, `split` and their siblings, as methods of patterns and functions of the
//! module.

use std::cell::RefCell;

use smallvec::SmallVec;
use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::item;
use taipan_core::protocol::draft::Gathering;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::spec::ClassSpec;
use taipan_exec::calls;
use taipan_heap::claim::Claim;
use taipan_heap::value::{Ref, Value};
use taipan_macros::{Trace, function, payload};

use super::machine::{Machine, NOWHERE, Request, Slots, Stop};
use super::matched::{self, Found};
use super::pattern::{self, Pattern, receiver};
use super::subject::Subject;

pub(super) const FUNCTIONS: &[NativeDef] =
    methods![re_match, re_fullmatch, re_search, re_split, re_findall, re_finditer];

/// Under this name the VM keeps the class of what `finditer` gives.
pub(super) const FINDER: &str = "re.Finder";

pub(super) static FINDER_SPEC: ClassSpec =
    ClassSpec { methods: methods![finder_iter, finder_next], next: Some(step), ..ClassSpec::EMPTY };

/// A pattern on its way through a text.
#[derive(Trace)]
pub(super) struct Search {
    pub(super) pattern: Ref<Pattern>,
    pub(super) subject: Subject,
    /// What `pos` and `endpos` say.
    pub(super) bounds: (usize, usize),
    /// Where the next match may begin, and where the text ends, in bytes.
    at: usize,
    end: usize,
    advance: bool,
}

impl Search {
    /// Begins at the character `pos`; the text ends at `endpos`.
    pub(super) fn new(vm: &mut Vm, pattern: &Value, string: &Value, pos: i64, endpos: i64) -> Result<Search, Raised> {
        let pattern = receiver(vm, pattern)?;
        let subject = Subject::of(vm, string)?;
        if subject.is_text() != pattern.program.is_text {
            return Err(vm.type_error(if subject.is_text() {
                "cannot use a bytes pattern on a string-like object"
            } else {
                "cannot use a string pattern on a bytes-like object"
            }));
        }
        let length = subject.length();
        let clamp = |place: i64| usize::try_from(place.max(0)).unwrap_or(usize::MAX).min(length);
        let bounds = (clamp(pos), clamp(endpos));
        let end = if bounds.1 == length { subject.bytes().len() } else { subject.offset(vm, bounds.1) };
        let at = if bounds.0 == 0 { 0 } else { subject.offset(vm, bounds.0) };
        Ok(Search { pattern, subject, bounds, at, end, advance: false })
    }

    fn text(&self) -> &[u8] {
        self.subject.bytes().get(..self.end).unwrap_or_default()
    }

    /// The places of the next match and its groups, and the group closed last.
    pub(super) fn next(&mut self, vm: &mut Vm) -> Result<Option<Places>, Raised> {
        if self.at > self.end {
            return Ok(None);
        }
        vm.tick()?;
        let request = Request { from: self.at, whole: false, advance: self.advance };
        let mut machine = Machine::new(&self.pattern.program, self.text(), vm.heap.left(), vm.budget.floor);
        let found = machine.search(request, &mut || look(vm));
        let found = settled(vm, found)?;
        let Machine { slots, last_group, .. } = machine;
        let (Some(start), Some(end)) = (slots.first().copied(), slots.get(1).copied()) else { return Ok(None) };
        if !found {
            self.at = NOWHERE;
            return Ok(None);
        }
        self.at = end;
        self.advance = start == end;
        Ok(Some((slots, last_group)))
    }

    /// As `next`, of a match that begins where the last one ended.
    pub(super) fn next_here(&mut self, vm: &mut Vm) -> Result<Option<Places>, Raised> {
        let found = self.here(vm, false)?;
        if let Some((slots, _)) = &found
            && let [start, end, ..] = slots[..]
        {
            self.at = end;
            self.advance = start == end;
        }
        Ok(found)
    }

    /// A match that begins here, and (`whole`) ends where the text ends.
    fn here(&self, vm: &mut Vm, whole: bool) -> Result<Option<Places>, Raised> {
        if self.at > self.end {
            return Ok(None);
        }
        vm.tick()?;
        let request = Request { from: self.at, whole, advance: self.advance };
        let mut machine = Machine::new(&self.pattern.program, self.text(), vm.heap.left(), vm.budget.floor);
        let found = machine.match_at(self.at, request, &mut || look(vm));
        let found = settled(vm, found)?;
        Ok(found.then_some((machine.slots, machine.last_group)))
    }

    /// The match object.
    pub(super) fn object(&self, vm: &mut Vm, found: Places) -> Result<Value, Raised> {
        made(vm, self.pattern.clone(), self.subject.clone(), self.bounds, found)
    }

    /// The match object, or None: the last that the search is asked for.
    fn into_object(self, vm: &mut Vm, found: Option<Places>) -> Result<Value, Raised> {
        match found {
            Some(found) => made(vm, self.pattern, self.subject, self.bounds, found),
            None => Ok(Value::NONE),
        }
    }

    /// What a group matched; `None` (Python's) if nothing.
    pub(super) fn group(&self, vm: &mut Vm, slots: &[usize], group: usize) -> Result<Value, Raised> {
        match (slots.get(group * 2), slots.get(group * 2 + 1)) {
            (Some(start), Some(end)) if *end != NOWHERE && *start != NOWHERE => self.subject.cut(vm, *start, *end),
            _ => Ok(Value::NONE),
        }
    }
}

/// The places of a match and its groups, and the group closed last.
pub(super) type Places = (Slots, usize);

fn made(
    vm: &mut Vm,
    pattern: Ref<Pattern>,
    subject: Subject,
    bounds: (usize, usize),
    (slots, last_group): Places,
) -> Result<Value, Raised> {
    let counted = if slots.spilled() {
        Claim::new(&vm.heap, slots.len() * size_of::<usize>()).or_memory_error(vm)?
    } else {
        Claim::NONE
    };
    matched::make(vm, Found { pattern, subject, slots, last_group, bounds, _counted: counted })
}

/// What the matcher asks now and then: has the fuel run out, does somebody want it to stop?
fn look(vm: &mut Vm) -> Result<(), Raised> {
    vm.charge(20_000)?;
    calls::safe_point(vm)
}

fn settled(vm: &mut Vm, found: Result<bool, Stop<Raised>>) -> Result<bool, Raised> {
    match found {
        Ok(found) => Ok(found),
        Err(Stop::Told(raised)) => Err(raised),
        Err(Stop::TooDeep) => Err(vm.recursion_error("")),
        Err(Stop::TooMany) => Err(vm.memory_error()),
    }
}

/// Reads `pos` and `endpos`; the default of the latter is too large for an immediate integer, and comes as None.
pub(super) fn places(vm: &mut Vm, pos: &Value, endpos: &Value) -> Result<(i64, i64), Raised> {
    let endpos = if endpos.is_none() { i64::MAX } else { item::saturated(vm, endpos)? };
    Ok((item::saturated(vm, pos)?, endpos))
}

/// A match that begins where the string (or pos) does, or None.
#[function("Pattern.match(self, /, string, pos=0, endpos=9223372036854775807)")]
pub(super) fn pattern_match(
    vm: &mut Vm,
    this: &Value,
    string: &Value,
    pos: &Value,
    endpos: &Value,
) -> Result<Value, Raised> {
    at_beginning(vm, this, string, (pos, endpos), false)
}

/// A match of the whole string, or None.
#[function("Pattern.fullmatch(self, /, string, pos=0, endpos=9223372036854775807)")]
pub(super) fn pattern_fullmatch(
    vm: &mut Vm,
    this: &Value,
    string: &Value,
    pos: &Value,
    endpos: &Value,
) -> Result<Value, Raised> {
    at_beginning(vm, this, string, (pos, endpos), true)
}

fn at_beginning(
    vm: &mut Vm,
    this: &Value,
    string: &Value,
    (pos, endpos): (&Value, &Value),
    whole: bool,
) -> Result<Value, Raised> {
    let (pos, endpos) = places(vm, pos, endpos)?;
    let search = Search::new(vm, this, string, pos, endpos)?;
    let found = search.here(vm, whole)?;
    search.into_object(vm, found)
}

/// The first match in the string, or None.
#[function("Pattern.search(self, /, string, pos=0, endpos=9223372036854775807)")]
pub(super) fn pattern_search(
    vm: &mut Vm,
    this: &Value,
    string: &Value,
    pos: &Value,
    endpos: &Value,
) -> Result<Value, Raised> {
    let (pos, endpos) = places(vm, pos, endpos)?;
    let mut search = Search::new(vm, this, string, pos, endpos)?;
    let found = search.next(vm)?;
    search.into_object(vm, found)
}

/// The texts of all matches: of the group if there is one, tuples of them if there are more.
#[function("Pattern.findall(self, /, string, pos=0, endpos=9223372036854775807)")]
pub(super) fn pattern_findall(
    vm: &mut Vm,
    this: &Value,
    string: &Value,
    pos: &Value,
    endpos: &Value,
) -> Result<Value, Raised> {
    let (pos, endpos) = places(vm, pos, endpos)?;
    let mut search = Search::new(vm, this, string, pos, endpos)?;
    all(vm, &mut search)
}

fn all(vm: &mut Vm, search: &mut Search) -> Result<Value, Raised> {
    let groups = search.pattern.program.groups;
    let mut items = Gathering::new();
    while let Some((slots, _)) = search.next(vm)? {
        let text = |vm: &mut Vm, group: usize| {
            let text = search.group(vm, &slots, group)?;
            if text.is_none() { search.subject.make(vm, b"") } else { Ok(text) }
        };
        let item = match groups {
            0 => text(vm, 0)?,
            1 => text(vm, 1)?,
            _ => {
                let mut texts: SmallVec<[Value; 4]> = SmallVec::with_capacity(groups);
                for group in 1..=groups {
                    texts.push(text(vm, group)?);
                }
                matched::tuple_of(vm, &mut texts)?
            }
        };
        items.push(vm, item)?;
    }
    items.into_list(vm)
}

/// An iterator over all matches.
#[function("Pattern.finditer(self, /, string, pos=0, endpos=9223372036854775807)")]
pub(super) fn pattern_finditer(
    vm: &mut Vm,
    this: &Value,
    string: &Value,
    pos: &Value,
    endpos: &Value,
) -> Result<Value, Raised> {
    let (pos, endpos) = places(vm, pos, endpos)?;
    let search = Search::new(vm, this, string, pos, endpos)?;
    Finder::make(vm, FINDER, search)
}

/// What `finditer` and `scanner` give.
#[payload("re.Scanner")]
pub(super) struct Finder {
    pub(super) pattern: Ref<Pattern>,
    /// Nothing is left while a step is made, and at the end.
    search: RefCell<Option<Search>>,
}

impl Finder {
    /// The object of a class that goes through a text.
    pub(super) fn make(vm: &mut Vm, class: &'static str, search: Search) -> Result<Value, Raised> {
        let Some(class) = pattern::kept_class(vm, class) else { return Err(vm.system_error("module re is not ready")) };
        let finder = Finder { pattern: search.pattern.clone(), search: RefCell::new(Some(search)) };
        Ok(vm.allocate(&class, finder)?.into_value())
    }

    /// The match that a step of the search gives, if there is one more.
    pub(super) fn step(
        &self,
        vm: &mut Vm,
        next: impl FnOnce(&mut Search, &mut Vm) -> Result<Option<Places>, Raised>,
    ) -> Result<Option<Value>, Raised> {
        let Some(mut search) = self.search.take() else { return Ok(None) };
        let Some(found) = next(&mut search, vm)? else { return Ok(None) };
        let object = search.object(vm, found)?;
        self.search.replace(Some(search));
        Ok(Some(object))
    }
}

fn step(vm: &mut Vm, finder: &Value) -> Result<Option<Value>, Raised> {
    match finder.payload::<Finder>() {
        Some(finder) => finder.step(vm, Search::next),
        None => Ok(None),
    }
}

/// The iterator itself.
#[function("callable_iterator.__iter__(self, /)")]
fn finder_iter(this: Value) -> Value {
    this
}

/// The next item. Raises StopIteration at the end.
#[function("callable_iterator.__next__(self, /)")]
fn finder_next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match step(vm, this)? {
        Some(object) => Ok(object),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

/// The parts of the string between matches, and what groups matched; at most maxsplit cuts, if that is not zero.
#[function("Pattern.split(self, /, string, maxsplit=0)")]
pub(super) fn pattern_split(vm: &mut Vm, this: &Value, string: &Value, maxsplit: i64) -> Result<Value, Raised> {
    let mut search = Search::new(vm, this, string, 0, i64::MAX)?;
    let groups = search.pattern.program.groups;
    let (mut items, mut last, mut cuts) = (Gathering::new(), 0, 0);
    while (maxsplit == 0 || cuts < maxsplit)
        && let Some((slots, _)) = search.next(vm)?
    {
        let [start, end, ..] = slots[..] else { break };
        let before = search.subject.cut(vm, last, start)?;
        items.push(vm, before)?;
        for group in 1..=groups {
            let group = search.group(vm, &slots, group)?;
            items.push(vm, group)?;
        }
        (last, cuts) = (end, cuts + 1);
    }
    let end = search.subject.bytes().len();
    let rest = search.subject.cut(vm, last, end)?;
    items.push(vm, rest)?;
    items.into_list(vm)
}

/// A match that begins where the string does, or None.
#[function("match(pattern, string, flags=0)")]
fn re_match(vm: &mut Vm, pattern: &Value, string: &Value, flags: i64) -> Result<Value, Raised> {
    let pattern = pattern::compiled(vm, pattern, flags)?;
    let search = Search::new(vm, &pattern, string, 0, i64::MAX)?;
    let found = search.here(vm, false)?;
    search.into_object(vm, found)
}

/// A match of the pattern with the whole string, or None.
#[function("fullmatch(pattern, string, flags=0)")]
fn re_fullmatch(vm: &mut Vm, pattern: &Value, string: &Value, flags: i64) -> Result<Value, Raised> {
    let pattern = pattern::compiled(vm, pattern, flags)?;
    let search = Search::new(vm, &pattern, string, 0, i64::MAX)?;
    let found = search.here(vm, true)?;
    search.into_object(vm, found)
}

/// The first match anywhere in the string, or None.
#[function("search(pattern, string, flags=0)")]
fn re_search(vm: &mut Vm, pattern: &Value, string: &Value, flags: i64) -> Result<Value, Raised> {
    let pattern = pattern::compiled(vm, pattern, flags)?;
    let mut search = Search::new(vm, &pattern, string, 0, i64::MAX)?;
    let found = search.next(vm)?;
    search.into_object(vm, found)
}

/// The parts of the string between matches of the pattern, and what groups matched.
#[function("split(pattern, string, maxsplit=0, flags=0)")]
fn re_split(vm: &mut Vm, pattern: &Value, string: &Value, maxsplit: i64, flags: i64) -> Result<Value, Raised> {
    let pattern = pattern::compiled(vm, pattern, flags)?;
    pattern_split(vm, &pattern, string, maxsplit)
}

/// The texts of all matches of the pattern: of the group if there is one, tuples of them if there are more.
#[function("findall(pattern, string, flags=0)")]
fn re_findall(vm: &mut Vm, pattern: &Value, string: &Value, flags: i64) -> Result<Value, Raised> {
    let pattern = pattern::compiled(vm, pattern, flags)?;
    let mut search = Search::new(vm, &pattern, string, 0, i64::MAX)?;
    all(vm, &mut search)
}

/// An iterator over all matches of the pattern.
#[function("finditer(pattern, string, flags=0)")]
fn re_finditer(vm: &mut Vm, pattern: &Value, string: &Value, flags: i64) -> Result<Value, Raised> {
    let pattern = pattern::compiled(vm, pattern, flags)?;
    let start = vm.int(0)?;
    pattern_finditer(vm, &pattern, string, &start, &Value::NONE)
}
