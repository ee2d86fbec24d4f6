//! What `match` asks of its subject.

use std::ptr::NonNull;

use smallvec::SmallVec;
use taipan_bytecode::opcode::Instr;
use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::ops::compare::{self, Comparison};
use taipan_core::ops::{classes, item, mapping};
use taipan_core::protocol::lookup;
use taipan_core::value::class::{Class, flags};
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::{List, Tuple};
use taipan_core::value::text::Str;
use taipan_heap::header::{Payload, payload_pointer};
use taipan_heap::value::{Ref, Value};
use taipan_heap::word::Word;

use crate::build;
use crate::frame::{copy, take};

/// True if the subject's class has the flag of sequences, or that of mappings.
#[inline(always)]
pub fn is_of(subject: Word, flag: u32) -> bool {
    // SAFETY: the subject lies in a register of a live frame; an object keeps its class alive.
    subject.is_pointer() && unsafe { payload::<Class>(subject.header().class()) }.has(flag)
}

/// The length of an exact tuple, list or dict.
#[inline(always)]
pub fn known_length(vm: &Vm, subject: Word) -> Option<usize> {
    if !subject.is_pointer() {
        return None;
    }
    // SAFETY: as for `is_of`; the class says what the object is.
    unsafe {
        let class = subject.header().class();
        if class == vm.classes.tuple.value().word() {
            Some(payload::<Tuple>(subject).length())
        } else if class == vm.classes.list.value().word() {
            Some(payload::<List>(subject).length())
        } else if class == vm.classes.dict.value().word() {
            Some(payload::<Dict>(subject).length())
        } else {
            None
        }
    }
}

/// What lies behind the header of the object that a word points to.
#[inline(always)]
unsafe fn payload<'a, T: Payload>(word: Word) -> &'a T {
    // SAFETY: callers have looked at what the object is.
    unsafe { payload_pointer::<T>(NonNull::from(word.header())).as_ref() }
}

/// `MatchKeys`.
#[inline(never)]
pub fn keys(vm: &mut Vm, subject: &Value, keys: &Value) -> Result<Value, Raised> {
    let (subject, keys) = (subject.clone(), keys.clone());
    let keys = keys.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
    if vm.classes.is_exactly(&subject, &vm.classes.dict)
        && let Some(dict) = subject.payload::<Dict>()
        && are_different(vm, keys)
    {
        let mut values = SmallVec::<[Value; 4]>::new();
        for key in keys {
            match mapping::get(vm, dict, key)? {
                Some(value) => values.push(value),
                None => return Ok(Value::NONE),
            }
        }
        return vm.tuple(values);
    }
    let seen = vm.set_of(taipan_core::value::members::Members::default())?;
    let mut values = Vec::with_capacity(keys.len());
    let get = vm.intern("get")?;
    let get = lookup::get_attr(vm, &subject, &get)?;
    // A value that no mapping can hold tells what is missing.
    let object = vm.classes.object.clone();
    let missing = vm.instance(&object)?;
    for key in keys {
        if !mapping::set_add(vm, &seen, key)? {
            let shown = taipan_core::ops::repr::repr(vm, key)?.to_lossy().into_owned();
            return Err(vm.value_error(format!("mapping pattern checks duplicate key ({shown})")));
        }
        let value = vm.call(&get, &[key.clone(), missing.clone()])?;
        if value.is(&missing) {
            return Ok(Value::NONE);
        }
        values.push(value);
    }
    vm.tuple(values)
}

/// True if no two of a few keys are equal, as nobody needs to be asked to know.
fn are_different(vm: &Vm, keys: &[Value]) -> bool {
    const FEW: usize = 8;
    let different = |(index, key): (usize, &Value)| {
        keys[..index].iter().all(|before| compare::at_once(vm, Comparison::Eq, before, key) == Some(false))
    };
    keys.len() <= FEW && keys.iter().enumerate().all(different)
}

/// `MatchClass`.
///
/// # Safety
/// `base` must be the registers of the running frame and `instr` its instruction.
#[inline(never)]
pub unsafe fn class(vm: &mut Vm, base: *mut Word, instr: Instr) -> Result<Value, Raised> {
    // SAFETY: as the caller says.
    let (subject, pattern, names, count) = unsafe {
        let first = base.add(usize::from(instr.c()));
        (copy(base.add(usize::from(instr.b()))), take(first), take(first.add(1)), take(first.add(2)))
    };
    let count = count.word().as_int().unwrap_or(0) as usize;
    let Some(class) = pattern.to_ref::<Class>() else {
        return Err(vm.type_error("called match pattern must be a class"));
    };
    if !classes::is_instance(vm, &subject, &pattern)? {
        return Ok(Value::NONE);
    }
    let mut found = Found { class: &class, seen: SmallVec::new(), values: SmallVec::new() };
    if count > 0 {
        let match_args = vm.names.known.match_args.clone();
        let listed = match lookup::find(vm, &class, &match_args) {
            Some(plain) if plain.is_kind::<Tuple>() && !vm.classes.of(&pattern).has(flags::CUSTOM_GET) => Some(plain),
            _ => lookup::try_get_attr_quiet(vm, &pattern, &match_args)?,
        };
        let (allowed, itself) = match &listed {
            Some(listed) => match listed.payload::<Tuple>() {
                Some(tuple) => (tuple.length(), false),
                None => {
                    let (shown, given) = (class.text_name(), vm.classes.name_of(listed));
                    return Err(vm.type_error(format!("{shown}.__match_args__ must be a tuple (got {given})")));
                }
            },
            None if class.has(flags::MATCH_SELF) || inherits_match_self(&class) => (1, true),
            None => (0, false),
        };
        if count > allowed {
            let (shown, plural) = (class.text_name(), if allowed == 1 { "" } else { "s" });
            return Err(
                vm.type_error(format!("{shown}() accepts {allowed} positional sub-pattern{plural} ({count} given)"))
            );
        }
        if itself {
            found.values.push(subject.clone());
        } else if let Some(args) = listed.as_ref().and_then(|listed| listed.to_ref::<Tuple>()) {
            for name in args.items().iter().take(count) {
                let Some(text) = name.to_ref::<Str>() else {
                    let given = vm.classes.name_of(name);
                    return Err(vm.type_error(format!("__match_args__ elements must be strings (got {given})")));
                };
                if !found.attribute(vm, &subject, text)? {
                    return Ok(Value::NONE);
                }
            }
        }
    }
    for name in names.payload::<Tuple>().map(Tuple::items).unwrap_or_default() {
        let Some(text) = name.to_ref::<Str>() else { continue };
        if !found.attribute(vm, &subject, text)? {
            return Ok(Value::NONE);
        }
    }
    let values = found.values;
    vm.tuple(values)
}

/// What a class pattern has found so far.
struct Found<'a> {
    class: &'a Class,
    /// The names that were asked for.
    seen: SmallVec<[Value; 4]>,
    values: SmallVec<[Value; 4]>,
}

impl Found<'_> {
    /// Asks the subject for an attribute; false if it has none.
    fn attribute(&mut self, vm: &mut Vm, subject: &Value, name: Ref<Str>) -> Result<bool, Raised> {
        let name = if name.is_interned() { name.into_value() } else { vm.intern_str(name)? };
        if self.seen.iter().any(|other| other.is(&name)) {
            let text = name.payload::<Str>().map(|name| name.to_lossy().into_owned()).unwrap_or_default();
            let class = self.class.text_name();
            return Err(vm.type_error(format!("{class}() got multiple sub-patterns for attribute '{text}'")));
        }
        let value = lookup::try_get_attr_quiet(vm, subject, &name)?;
        self.seen.push(name);
        let found = value.is_some();
        self.values.extend(value);
        Ok(found)
    }
}

fn inherits_match_self(class: &Class) -> bool {
    class.ancestors.borrow().iter().any(|base| base.has(flags::MATCH_SELF))
}

/// `DictRest`.
#[inline(never)]
pub fn rest(vm: &mut Vm, subject: &Value, keys: &Value) -> Result<Value, Raised> {
    let (subject, keys) = (subject.clone(), keys.clone());
    let rest = vm.dict()?;
    for (key, value) in build::pairs_of(vm, &subject)? {
        mapping::set(vm, &rest, &key, value)?;
    }
    for key in keys.payload::<Tuple>().map(Tuple::items).unwrap_or_default() {
        mapping::remove(vm, &rest, key)?;
    }
    Ok(rest.into_value())
}

/// `Length`.
#[inline(never)]
pub fn length(vm: &mut Vm, value: &Value) -> Result<Value, Raised> {
    let value = value.clone();
    let length = item::length(vm, &value)?;
    vm.size(length)
}
