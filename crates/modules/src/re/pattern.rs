//! Compiled patterns: how they are made and kept, and `re.Pattern`.

use std::cell::RefCell;
use std::collections::HashMap;

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::{hash, mapping, repr};
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::sequence::Bytes;
use taipan_core::value::text::Str;
use taipan_exec::inspect;
use taipan_heap::claim::Claim;
use taipan_heap::heap::OutOfMemory;
use taipan_heap::value::{Ref, Value};
use taipan_macros::{function, payload};
use taipan_text::wtf8;

use super::compile::{self, Refused};
use super::parse::{self, Mistake, flags};
use super::program::{Inst, Program};
use super::{find, replace, scanner};

/// Under this name the VM keeps `re.Pattern`.
pub(super) const CLASS: &str = "re.Pattern";
/// Under this name the VM keeps the exception that `re` raises.
pub(super) const ERROR: &str = "re.error";
/// Under this name the VM keeps patterns that were used lately.
const CACHE: &str = "re.cache";
/// So many of them.
const MOST_CACHED: usize = 512;
/// None of more bytes, which would be copied and hashed at every use.
const LONGEST_CACHED: usize = 64 * 1024;
/// Characters of a pattern that are decoded between two looks.
const STRETCH: usize = 64 * 1024;
/// Bytes of a pattern that are read for one step of fuel.
const BYTES_A_STEP: usize = 4;
/// Bytes that reading a pattern takes for each of its characters, as the tree and the program have nodes for them.
const BYTES_A_CHARACTER: usize = 128;

pub(super) static SPEC: ClassSpec = ClassSpec {
    doc: "A pattern, ready to search with.",
    methods: methods![
        shown,
        equal,
        hashed,
        copy,
        deepcopy,
        pattern_match,
        pattern_fullmatch,
        pattern_search,
        pattern_split,
        pattern_findall,
        pattern_finditer,
        pattern_scanner,
        pattern_sub,
        pattern_subn,
        class_getitem,
    ],
    attributes: &[
        Attribute { name: "pattern", doc: "The text it was made of.", get: pattern_text, set: Attribute::READ_ONLY },
        Attribute {
            name: "flags",
            doc: "Its flags, those in the text among them.",
            get: pattern_flags,
            set: Attribute::READ_ONLY,
        },
        Attribute { name: "groups", doc: "Number of groups.", get: pattern_groups, set: Attribute::READ_ONLY },
        Attribute { name: "groupindex", doc: "The groups that have names.", get: pattern_names, set: None },
    ],
    ..ClassSpec::EMPTY
};

use find::{pattern_findall, pattern_finditer, pattern_fullmatch, pattern_match, pattern_search, pattern_split};
use replace::{pattern_sub, pattern_subn};
use scanner::pattern_scanner;

/// A compiled pattern.
#[payload("re.Pattern")]
pub(super) struct Pattern {
    #[untraced]
    pub(super) program: Program,
    /// The string or bytes it was made of.
    pub(super) text: Value,
    pub(super) flags: u32,
    /// Names of groups, as scripts see them.
    pub(super) names: Vec<(String, usize)>,
    #[untraced]
    _counted: Claim,
}

/// Patterns by what they were made of: whether of text, its bytes, the flags that were given.
type Patterns = HashMap<(bool, Box<[u8]>, u32), Value>;

/// What the VM keeps under [`CACHE`].
#[payload("re.cache")]
#[derive(Default)]
struct Cache(RefCell<Patterns>);

impl Pattern {
    /// The number of a group that has a name.
    pub(super) fn group(&self, name: &[u8]) -> Option<usize> {
        self.names.iter().find(|(known, _)| known.as_bytes() == name).map(|(_, group)| *group)
    }
}

/// The receiver of a method.
pub(super) fn receiver(vm: &mut Vm, this: &Value) -> Result<Ref<Pattern>, Raised> {
    this.to_ref::<Pattern>().ok_or_else(|| {
        let given = vm.classes.name_of(this);
        vm.type_error(format!("descriptor requires a 're.Pattern' object but received a '{given}'"))
    })
}

/// The pattern object that a function of the module was given, or makes of text.
pub(super) fn compiled(vm: &mut Vm, pattern: &Value, given_flags: i64) -> Result<Value, Raised> {
    if pattern.is_kind::<Pattern>() {
        if given_flags != 0 {
            return Err(vm.value_error("cannot process flags argument with a compiled pattern"));
        }
        return Ok(pattern.clone());
    }
    let (is_text, bytes) = match (pattern.payload::<Str>(), pattern.payload::<Bytes>()) {
        (Some(text), _) => (true, text.as_bytes()),
        (_, Some(bytes)) => (false, bytes.as_slice()),
        _ => return Err(vm.type_error("first argument must be string or compiled pattern")),
    };
    let given_flags = u32::try_from(given_flags).unwrap_or(0);
    if bytes.len() > LONGEST_CACHED {
        return make(vm, pattern, bytes, is_text, given_flags);
    }
    let key = (is_text, bytes.into(), given_flags);
    let cache = cache(vm)?;
    if let Some(cached) = with_cache(&cache, |patterns| patterns.get(&key).cloned()) {
        return Ok(cached);
    }
    let made = make(vm, pattern, bytes, is_text, given_flags)?;
    let dropped = with_cache(&cache, |patterns| {
        let dropped = if patterns.len() >= MOST_CACHED { std::mem::take(patterns) } else { HashMap::new() };
        if given_flags & flags::DEBUG == 0 {
            patterns.insert(key, made.clone());
        }
        Some(dropped)
    });
    drop(dropped);
    Ok(made)
}

fn cache(vm: &mut Vm) -> Result<Value, Raised> {
    let known = vm.world.kept.borrow().get(CACHE).cloned();
    if let Some(known) = known {
        return Ok(known);
    }
    let class = vm.classes.object.clone();
    let made = vm.allocate(&class, Cache::default())?.into_value();
    vm.world.kept.borrow_mut().insert(CACHE, made.clone());
    Ok(made)
}

fn with_cache<R>(cache: &Value, look: impl FnOnce(&mut Patterns) -> Option<R>) -> Option<R> {
    look(&mut cache.payload::<Cache>()?.0.borrow_mut())
}

/// Forgets all patterns that were kept.
pub(super) fn purge(vm: &mut Vm) {
    let dropped = vm.world.kept.borrow_mut().remove(CACHE);
    drop(dropped);
}

fn make(vm: &mut Vm, text: &Value, bytes: &[u8], is_text: bool, flags: u32) -> Result<Value, Raised> {
    let _held = Claim::new(&vm.heap, bytes.len().saturating_mul(BYTES_A_CHARACTER)).or_memory_error(vm)?;
    vm.charge((bytes.len() / BYTES_A_STEP) as u64)?;
    let characters = if is_text {
        characters(vm, wtf8::code_points(bytes), bytes.len())?
    } else {
        characters(vm, bytes.iter().map(|byte| u32::from(*byte)), bytes.len())?
    };
    let (heap, floor) = (&vm.heap, vm.budget.floor);
    let parsed = match parse::parse(&characters, is_text, flags, floor, &|| heap.goes_on().is_ok()) {
        _ if vm.heap.goes_on().is_err() => return Err(OutOfMemory).or_memory_error(vm),
        Ok(parsed) => parsed,
        Err(mistake) => return Err(raise(vm, mistake, text)),
    };
    for (what, at) in &parsed.doubts {
        let message = format!("Possible {what} at position {at}");
        vm.warn(|classes| &classes.future_warning, &message, outside_of_re(vm))?;
    }
    let heap = &vm.heap;
    let program = match compile::compile(&parsed, is_text, floor, &|| heap.goes_on().is_ok()) {
        Ok(program) => program,
        Err(Refused::Stopped) => return Err(OutOfMemory).or_memory_error(vm),
        Err(Refused::TooLarge) => return Err(vm.overflow_error(parse::TOO_LARGE)),
        Err(Refused::TooDeep) => return Err(vm.recursion_error("")),
    };
    let counted = Claim::new(&vm.heap, program.code.len() * size_of::<Inst>()).or_memory_error(vm)?;
    let pattern = Pattern { program, text: text.clone(), flags: parsed.flags, names: parsed.names, _counted: counted };
    let Some(class) = kept_class(vm, CLASS) else { return Err(vm.system_error("module re is not ready")) };
    Ok(vm.allocate(&class, pattern)?.into_value())
}

/// The characters of a pattern, of which there are `most` at most.
fn characters(vm: &mut Vm, mut read: impl Iterator<Item = u32>, most: usize) -> Result<Vec<u32>, Raised> {
    let mut characters = Vec::new();
    characters.try_reserve_exact(most).map_err(|_| OutOfMemory).or_memory_error(vm)?;
    loop {
        let before = characters.len();
        characters.extend(read.by_ref().take(STRETCH));
        if characters.len() == before {
            return Ok(characters);
        }
        vm.heap.goes_on().or_memory_error(vm)?;
    }
}

/// How far up the code stands that a warning about its pattern is for.
fn outside_of_re(vm: &Vm) -> usize {
    let is_ours =
        |back: &usize| inspect::caller(vm, *back).is_some_and(|caller| &*caller.code.code.filename == "<frozen re>");
    1 + (0..4).take_while(is_ours).count()
}

/// A class of the module.
pub(super) fn kept_class(vm: &Vm, name: &'static str) -> Option<Ref<Class>> {
    vm.world.kept.borrow().get(name).and_then(|class| class.to_ref::<Class>())
}

/// Raises `re.error`, or ValueError for flags that do not fit.
pub(super) fn raise(vm: &mut Vm, mistake: Mistake, text: &Value) -> Raised {
    if mistake.message == parse::TOO_OFTEN || mistake.message == parse::TOO_LARGE {
        return vm.overflow_error(mistake.message);
    }
    let class = vm.world.kept.borrow().get(ERROR).cloned();
    let is_flags = mistake.message.contains("UNICODE flag")
        || mistake.message.contains("LOCALE flag")
        || mistake.message.ends_with("flags are incompatible");
    let Some(class) = class.filter(|_| !is_flags || mistake.at.is_some()) else {
        return vm.value_error(mistake.message);
    };
    let made = vm.str(&mistake.message).and_then(|message| {
        let at = match mistake.at {
            Some(at) => vm.size(at)?,
            None => Value::NONE,
        };
        vm.call(&class, &[message, text.clone(), at])
    });
    match made {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}

/// What repr() shows.
#[function("Pattern.__repr__(self, /)")]
fn shown(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    const NAMES: &[(u32, &str)] = &[
        (flags::IGNORECASE, "re.IGNORECASE"),
        (flags::LOCALE, "re.LOCALE"),
        (flags::MULTILINE, "re.MULTILINE"),
        (flags::DOTALL, "re.DOTALL"),
        (flags::VERBOSE, "re.VERBOSE"),
        (flags::DEBUG, "re.DEBUG"),
        (flags::ASCII, "re.ASCII"),
    ];
    let pattern = receiver(vm, this)?;
    let text = repr::repr(vm, &pattern.text)?;
    let shown: String = wtf8_prefix(&text, 200);
    let names: Vec<&str> = NAMES.iter().filter(|(bit, _)| pattern.flags & bit != 0).map(|(_, name)| *name).collect();
    let comma = if names.is_empty() { "" } else { ", " };
    vm.str(&format!("re.compile({shown}{comma}{})", names.join("|")))
}

fn wtf8_prefix(text: &Str, most: usize) -> String {
    text.to_lossy().chars().take(most).collect()
}

/// Whether both are equal; NotImplemented where the two kinds cannot be compared.
#[function("Pattern.__eq__(self, value, /)")]
fn equal(vm: &mut Vm, this: &Value, value: &Value) -> Result<Value, Raised> {
    let (Some(a), Some(b)) = (this.to_ref::<Pattern>(), value.to_ref::<Pattern>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let same = a.flags == b.flags && a.program.is_text == b.program.is_text;
    Ok(Value::from_bool(same && taipan_core::ops::compare::equals(vm, &a.text, &b.text)?))
}

/// A number for dicts and sets: equal objects have the same.
#[function("Pattern.__hash__(self, /)")]
fn hashed(vm: &mut Vm, this: &Value) -> Result<i64, Raised> {
    let pattern = receiver(vm, this)?;
    let text = hash::hash(vm, &pattern.text)?;
    Ok((text ^ i64::from(pattern.flags)).max(i64::MIN + 1))
}

/// The same pattern: patterns do not change.
#[function("Pattern.__copy__(self, /)")]
fn copy(this: Value) -> Value {
    this
}

/// The same pattern: patterns do not change.
#[function("Pattern.__deepcopy__(self, memo, /)")]
fn deepcopy(this: Value, _memo: &Value) -> Value {
    this
}

/// The class with types as arguments (PEP 585).
#[function("Pattern.__class_getitem__(cls, item, /)")]
fn class_getitem(vm: &mut Vm, class: &Value, item: &Value) -> Result<Value, Raised> {
    super::alias(vm, class, item)
}

fn pattern_text(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    Ok(receiver(vm, this)?.text.clone())
}

fn pattern_flags(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let flags = receiver(vm, this)?.flags;
    vm.int(i64::from(flags))
}

fn pattern_groups(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let groups = receiver(vm, this)?.program.groups;
    vm.size(groups)
}

fn pattern_names(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    let pattern = receiver(vm, this)?;
    let names = vm.dict()?;
    for (name, group) in &pattern.names {
        let (name, group) = (vm.str(name)?, vm.size(*group)?);
        mapping::set(vm, &names, &name, group)?;
    }
    let class = vm.classes.mapping_proxy.value().clone();
    vm.call(&class, &[names.into_value()])
}
