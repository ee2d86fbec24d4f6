//! `isinstance` and `issubclass`, with the checks that metaclasses define, tuples and unions.

use taipan_heap::value::{Ref, Value};

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::protocol::native::NativeFunction;
use crate::protocol::{call, lookup, truth};
use crate::value::class::{Class, flags};
use crate::value::sequence::Tuple;
use crate::value::special::Special;

/// Python's `isinstance(value, classes)`.
pub fn is_instance(vm: &mut Vm, value: &Value, classes: &Value) -> Result<bool, Raised> {
    if let Some(class) = classes.to_ref::<Class>() {
        if vm.classes.is_exactly(value, &class) {
            return Ok(true);
        }
        if asks_plainly(vm, classes, Special::InstanceCheck) {
            return really_instance(vm, value, classes);
        }
    }
    checked(vm, value, classes, Special::InstanceCheck)
}

/// Python's `issubclass(class, classes)`.
pub fn is_subclass(vm: &mut Vm, class: &Value, classes: &Value) -> Result<bool, Raised> {
    if classes.is_kind::<Class>() && asks_plainly(vm, classes, Special::SubclassCheck) {
        return if class.is(classes) { Ok(true) } else { really_subclass(vm, class, classes) };
    }
    checked(vm, class, classes, Special::SubclassCheck)
}

/// True if the class of a class answers the check as `type` does.
fn asks_plainly(vm: &Vm, class: &Value, check: Special) -> bool {
    let meta = vm.classes.of(class);
    meta.value().is(vm.classes.type_.value()) || meta.special(check).get().is_kind::<NativeFunction>()
}

fn checked(vm: &mut Vm, subject: &Value, classes: &Value, check: Special) -> Result<bool, Raised> {
    vm.enter_native_for(match check {
        Special::InstanceCheck => " in __instancecheck__",
        _ => " in __subclasscheck__",
    })?;
    let result = ask(vm, subject, classes, check);
    vm.leave_native();
    result
}

fn ask(vm: &mut Vm, subject: &Value, classes: &Value, check: Special) -> Result<bool, Raised> {
    if let Some(tuple) = classes.payload::<Tuple>() {
        for class in tuple.items() {
            vm.tick()?;
            let holds = match check {
                Special::InstanceCheck => is_instance(vm, subject, class)?,
                _ => is_subclass(vm, subject, class)?,
            };
            if holds {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    match call::special(vm, classes, check, std::slice::from_ref(subject))? {
        Some(result) => truth::is_true(vm, &result),
        None => match check {
            Special::InstanceCheck => really_instance(vm, subject, classes),
            _ => really_subclass(vm, subject, classes),
        },
    }
}

/// `type.__instancecheck__`: looks at the class of the value, and at what the value says is its class.
pub fn really_instance(vm: &mut Vm, value: &Value, class: &Value) -> Result<bool, Raised> {
    let Some(class) = class.to_ref::<Class>() else {
        if bases_of(vm, class)?.is_none() {
            return Err(vm.type_error("isinstance() arg 2 must be a type, a tuple of types, or a union"));
        }
        let name = vm.names.known.class.clone();
        return match lookup::try_get_attr_quiet(vm, value, &name)? {
            Some(claimed) => derives(vm, &claimed, class),
            None => Ok(false),
        };
    };
    let of_value = vm.classes.of(value);
    if of_value.is_subclass_of(&class) {
        return Ok(true);
    }
    let Some(claimed) = claimed_class(vm, value, &of_value)? else { return Ok(false) };
    Ok(claimed.is_subclass_of(&class))
}

/// What `value.__class__` says, if it is not simply the class.
fn claimed_class(vm: &mut Vm, value: &Value, of_value: &Ref<Class>) -> Result<Option<Ref<Class>>, Raised> {
    let name = vm.names.known.class.clone();
    if !of_value.has(flags::OWN_GET) {
        let found = lookup::find(vm, of_value, &name);
        let of_object = lookup::find(vm, &vm.classes.object, &name);
        if found.as_ref().map(Value::word) == of_object.as_ref().map(Value::word) {
            return Ok(None);
        }
    }
    let claimed = lookup::try_get_attr_quiet(vm, value, &name)?;
    Ok(claimed.and_then(|claimed| claimed.to_ref::<Class>()).filter(|claimed| !claimed.value().is(of_value.value())))
}

/// `type.__subclasscheck__`.
pub fn really_subclass(vm: &mut Vm, class: &Value, of: &Value) -> Result<bool, Raised> {
    if let (Some(class), Some(of)) = (class.payload::<Class>(), of.payload::<Class>()) {
        return Ok(class.is_subclass_of(of));
    }
    if bases_of(vm, class)?.is_none() {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    }
    if bases_of(vm, of)?.is_none() {
        return Err(vm.type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union"));
    }
    derives(vm, class, of)
}

/// The `__bases__` of something that passes as a class.
fn bases_of(vm: &mut Vm, class: &Value) -> Result<Option<Value>, Raised> {
    let name = vm.intern("__bases__")?;
    Ok(lookup::try_get_attr_quiet(vm, class, &name)?.filter(Value::is_kind::<Tuple>))
}

/// Things that pass as classes and are asked for their bases, one inside the other, at most.
const DEEPEST: usize = 1000;

/// Follows `__bases__` of things that pass as classes: a chain of single bases may be of any length.
fn derives(vm: &mut Vm, class: &Value, of: &Value) -> Result<bool, Raised> {
    let mut next = class.clone();
    // The bases of each class on the way, and how many of them were looked at.
    let mut way: Vec<(Value, usize)> = Vec::new();
    loop {
        if next.is(of) {
            return Ok(true);
        }
        vm.tick()?;
        if let Some(bases) = bases_of(vm, &next)? {
            if way.len() >= DEEPEST {
                return Err(vm.recursion_error(" in __issubclass__"));
            }
            way.push((bases, 0));
        }
        loop {
            let Some((bases, place)) = way.last_mut() else { return Ok(false) };
            let items = bases.payload::<Tuple>().map(Tuple::items).unwrap_or_default();
            let (base, last) = (items.get(*place).cloned(), *place + 1 >= items.len());
            *place += 1;
            if last {
                way.pop();
            }
            if let Some(base) = base {
                next = base;
                break;
            }
        }
    }
}
