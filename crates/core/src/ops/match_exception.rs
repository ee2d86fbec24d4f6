//! What `except` asks: does an exception belong to a class, or to one of several?

use taipan_heap::value::Value;

use crate::machine::pending::Raised;
use crate::machine::vm::Vm;
use crate::value::class::{Class, flags};
use crate::value::sequence::Tuple;

/// True if `except classes` catches the exception.
pub fn matches(vm: &mut Vm, exception: &Value, classes: &Value) -> Result<bool, Raised> {
    if let Some(class) = classes.payload::<Class>()
        && class.has(flags::RAISABLE)
    {
        return Ok(vm.classes.of(exception).is_subclass_of(class));
    }
    if !is_raisable_or_tuple(classes) {
        return Err(vm.type_error("catching classes that do not inherit from BaseException is not allowed"));
    }
    Ok(given_matches(vm, exception, classes))
}

/// True if the exception's class is among classes that are known to be exceptions, in tuples however deep.
pub fn given_matches(vm: &Vm, exception: &Value, classes: &Value) -> bool {
    if let Some(class) = classes.payload::<Class>() {
        return class.has(flags::RAISABLE) && vm.classes.of(exception).is_subclass_of(class);
    }
    match classes.payload::<Tuple>() {
        Some(several) => several.items().iter().any(|class| match class.payload::<Class>() {
            Some(class) => vm.classes.of(exception).is_subclass_of(class),
            None => false,
        }),
        None => exception.is(classes),
    }
}

/// True for an exception class and for a tuple of nothing else.
pub fn is_raisable_or_tuple(classes: &Value) -> bool {
    let raisable = |class: &Value| class.payload::<Class>().is_some_and(|class| class.has(flags::RAISABLE));
    match classes.payload::<Tuple>() {
        Some(several) => several.items().iter().all(raisable),
        None => raisable(classes),
    }
}
