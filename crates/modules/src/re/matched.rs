//! `re.Match`: what a pattern found.

use smallvec::SmallVec;
use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::{item, mapping, repr};
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::draft::Draft;
use taipan_core::protocol::lookup;
use taipan_core::protocol::native::Rest;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::sequence::Tuple;
use taipan_core::value::text::Str;
use taipan_heap::claim::Claim;
use taipan_heap::value::{Ref, Value};
use taipan_macros::{function, payload};

use super::machine::{NOWHERE, Slots};
use super::pattern::{self, Pattern};
use super::replace;
use super::subject::Subject;

/// Under this name the VM keeps `re.Match`.
pub(super) const CLASS: &str = "re.Match";

pub(super) static SPEC: ClassSpec = ClassSpec {
    doc: "Where a pattern fits a text, and what its groups hold.",
    methods: methods![
        shown,
        getitem,
        group,
        groups,
        groupdict,
        start,
        end,
        span,
        expand,
        copy,
        deepcopy,
        class_getitem,
    ],
    attributes: &[
        Attribute { name: "string", doc: "The string that was searched.", get: string, set: Attribute::READ_ONLY },
        Attribute { name: "re", doc: "The pattern.", get: pattern_of, set: Attribute::READ_ONLY },
        Attribute { name: "pos", doc: "Where the search could begin.", get: pos, set: Attribute::READ_ONLY },
        Attribute { name: "endpos", doc: "Where it had to end.", get: endpos, set: Attribute::READ_ONLY },
        Attribute { name: "lastindex", doc: "Number of the group closed last.", get: lastindex, set: None },
        Attribute { name: "lastgroup", doc: "Name of the group closed last.", get: lastgroup, set: None },
        Attribute { name: "regs", doc: "The spans of all groups.", get: regs, set: None },
    ],
    ..ClassSpec::EMPTY
};

/// The texts of up to so many groups lie on the stack before they are a tuple.
const FEW: usize = 4;

/// A tuple of items that are taken.
pub(super) fn tuple_of(vm: &mut Vm, items: &mut [Value]) -> Result<Value, Raised> {
    let class = vm.classes.tuple.value().clone();
    Ok(Tuple::of_taken(&vm.heap, class, items).or_memory_error(vm)?.into_value())
}

/// A match.
#[payload("re.Match")]
pub(super) struct Found {
    pub(super) pattern: Ref<Pattern>,
    pub(super) subject: Subject,
    #[untraced]
    pub(super) slots: Slots,
    pub(super) last_group: usize,
    pub(super) bounds: (usize, usize),
    /// What many groups take outside of the object.
    #[untraced]
    pub(super) _counted: Claim,
}

/// The object of a match.
pub(super) fn make(vm: &mut Vm, found: Found) -> Result<Value, Raised> {
    let Some(class) = pattern::kept_class(vm, CLASS) else { return Err(vm.system_error("module re is not ready")) };
    Ok(vm.allocate(&class, found)?.into_value())
}

fn receiver<'a>(vm: &mut Vm, this: &'a Value) -> Result<&'a Found, Raised> {
    this.payload::<Found>().ok_or_else(|| {
        let given = vm.classes.name_of(this);
        vm.type_error(format!("descriptor requires a 're.Match' object but received a '{given}'"))
    })
}

impl Found {
    /// Where what a group matched lies, in bytes.
    pub(super) fn place(&self, group: usize) -> Option<(usize, usize)> {
        let (start, end) = (*self.slots.get(group * 2)?, *self.slots.get(group * 2 + 1)?);
        (start != NOWHERE && end != NOWHERE).then_some((start, end))
    }

    fn text(&self, vm: &mut Vm, group: usize, otherwise: &Value) -> Result<Value, Raised> {
        match self.place(group) {
            Some((start, end)) => self.subject.cut(vm, start, end),
            None => Ok(otherwise.clone()),
        }
    }

    /// Number of the group that a script names by number or name.
    fn number(&self, vm: &mut Vm, group: &Value) -> Result<usize, Raised> {
        let groups = self.pattern.program.groups;
        let number = if let Some(number) = group.word().as_int() {
            usize::try_from(number).ok().filter(|number| *number <= groups)
        } else if let Some(name) = group.payload::<Str>() {
            self.pattern.group(name.as_bytes())
        } else if item::has_index(vm, group) {
            let index = lookup::index(vm, group)?;
            let number = small_int(&index).and_then(|number| usize::try_from(number).ok());
            number.filter(|number| *number <= groups)
        } else {
            None
        };
        number.ok_or_else(|| vm.index_error("no such group"))
    }

    fn span(&self, vm: &mut Vm, group: usize) -> Result<Value, Raised> {
        let (start, end) = self.characters(vm, group);
        let mut span = [vm.int(start)?, vm.int(end)?];
        tuple_of(vm, &mut span)
    }

    /// Where what a group matched lies, in characters; -1 if it did not.
    fn characters(&self, vm: &Vm, group: usize) -> (i64, i64) {
        match self.place(group) {
            Some((start, end)) => (self.subject.number(vm, start) as i64, self.subject.number(vm, end) as i64),
            None => (-1, -1),
        }
    }
}

/// What repr() shows.
#[function("Match.__repr__(self, /)")]
fn shown(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let found = receiver(vm, this)?;
    let (start, end) = found.characters(vm, 0);
    let text = found.text(vm, 0, &Value::NONE)?;
    let text = repr::repr(vm, &text)?;
    let text: String = text.to_lossy().chars().take(50).collect();
    vm.str(&format!("<re.Match object; span=({start}, {end}), match={text}>"))
}

/// What a group matched, by its number or name; None if it took no part.
#[function("Match.__getitem__(self, key, /)")]
fn getitem(vm: &mut Vm, this: &Value, key: &Value) -> Result<Value, Raised> {
    let found = receiver(vm, this)?;
    let number = found.number(vm, key)?;
    found.text(vm, number, &Value::NONE)
}

/// What a group matched, 0 being the whole; of several groups, a tuple.
#[function("Match.group(self, /, *args)")]
fn group(vm: &mut Vm, this: &Value, args: Rest<'_>) -> Result<Value, Raised> {
    let found = receiver(vm, this)?;
    match &*args {
        [] => found.text(vm, 0, &Value::NONE),
        [only] => {
            let number = found.number(vm, only)?;
            found.text(vm, number, &Value::NONE)
        }
        several => {
            let mut texts: SmallVec<[Value; FEW]> = SmallVec::with_capacity(several.len());
            for group in several {
                let number = found.number(vm, group)?;
                texts.push(found.text(vm, number, &Value::NONE)?);
            }
            tuple_of(vm, &mut texts)
        }
    }
}

/// What all groups matched, with default for those that did not.
#[function("Match.groups(self, /, default=None)")]
fn groups(vm: &mut Vm, this: &Value, default: &Value) -> Result<Value, Raised> {
    let found = receiver(vm, this)?;
    let mut texts: SmallVec<[Value; FEW]> = SmallVec::with_capacity(found.pattern.program.groups);
    for group in 1..=found.pattern.program.groups {
        texts.push(found.text(vm, group, default)?);
    }
    tuple_of(vm, &mut texts)
}

/// What the groups that have names matched, with default for those that did not.
#[function("Match.groupdict(self, /, default=None)")]
fn groupdict(vm: &mut Vm, this: &Value, default: &Value) -> Result<Value, Raised> {
    let found = receiver(vm, this)?;
    let texts = vm.dict()?;
    for (name, group) in &found.pattern.names {
        let (name, text) = (vm.str(name)?, found.text(vm, *group, default)?);
        mapping::set(vm, &texts, &name, text)?;
    }
    Ok(texts.into_value())
}

/// Where what a group matched begins, or -1.
#[function("Match.start(self, group=0, /)")]
fn start(vm: &mut Vm, this: &Value, group: &Value) -> Result<i64, Raised> {
    let found = receiver(vm, this)?;
    let number = found.number(vm, group)?;
    Ok(found.characters(vm, number).0)
}

/// Where what a group matched ends, or -1.
#[function("Match.end(self, group=0, /)")]
fn end(vm: &mut Vm, this: &Value, group: &Value) -> Result<i64, Raised> {
    let found = receiver(vm, this)?;
    let number = found.number(vm, group)?;
    Ok(found.characters(vm, number).1)
}

/// Where what a group matched begins and ends.
#[function("Match.span(self, group=0, /)")]
fn span(vm: &mut Vm, this: &Value, group: &Value) -> Result<Value, Raised> {
    let found = receiver(vm, this)?;
    let number = found.number(vm, group)?;
    found.span(vm, number)
}

/// A template of sub() with what this match's groups matched.
#[function("Match.expand(self, /, template)")]
fn expand(vm: &mut Vm, this: &Value, template: &Value) -> Result<Value, Raised> {
    let found = receiver(vm, this)?;
    let template = replace::template(vm, &found.pattern, template)?;
    let mut out = Draft::new();
    template.write(vm, &found.slots, found.subject.bytes(), &mut out)?;
    found.subject.make(vm, &out)
}

/// The same match: matches do not change.
#[function("Match.__copy__(self, /)")]
fn copy(this: Value) -> Value {
    this
}

/// The same match: matches do not change.
#[function("Match.__deepcopy__(self, memo, /)")]
fn deepcopy(this: Value, _memo: &Value) -> Value {
    this
}

/// The class with types as arguments (PEP 585).
#[function("Match.__class_getitem__(cls, item, /)")]
fn class_getitem(vm: &mut Vm, class: &Value, item: &Value) -> Result<Value, Raised> {
    super::alias(vm, class, item)
}

fn string(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    Ok(receiver(vm, this)?.subject.object().clone())
}

fn pattern_of(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    Ok(receiver(vm, this)?.pattern.value().clone())
}

fn pos(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let pos = receiver(vm, this)?.bounds.0;
    vm.size(pos)
}

fn endpos(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let endpos = receiver(vm, this)?.bounds.1;
    vm.size(endpos)
}

fn lastindex(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match receiver(vm, this)?.last_group {
        0 => Ok(Value::NONE),
        group => vm.size(group),
    }
}

fn lastgroup(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let found = receiver(vm, this)?;
    match found.pattern.names.iter().find(|(_, group)| *group == found.last_group) {
        Some((name, _)) => vm.str(name),
        None => Ok(Value::NONE),
    }
}

fn regs(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let found = receiver(vm, this)?;
    let mut spans = Vec::new();
    for group in 0..=found.pattern.program.groups {
        spans.push(found.span(vm, group)?);
    }
    vm.tuple(spans)
}
