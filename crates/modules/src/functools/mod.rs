//! Module `_functools`: `reduce`, and methods of the classes that `functools` and `operator` write in Python, where calls
//! go through them all the time. The places of `__slots__` are numbered in the order of the alphabet.
//!
//! `partial`, `cached` (`lru_cache` and `cached_property`), `getters` (what `operator` fetches things with), `keys`
//! (`cmp_to_key`).

mod partial;
mod cached;
mod getters;
mod keys;

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::iterate;
use taipan_core::protocol::native::{NativeDef, NativeFunction, Role, Shortcut};
use taipan_core::protocol::{dict, spec};
use taipan_core::value::class::{Class, flags};
use taipan_core::value::instance::Instance;
use taipan_core::value::kinds;
use taipan_core::value::mapping::Dict;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

/// What makes the instances of the classes.
const CONSTRUCTORS: &[(&str, NativeDef)] = &[
    ("new_partial", partial::new_partial::DEF),
    ("new_itemgetter", getters::new_itemgetter::DEF),
    ("new_attrgetter", getters::new_attrgetter::DEF),
    ("new_methodcaller", getters::new_methodcaller::DEF),
    ("new_key_wrapper", keys::new_key_wrapper::DEF),
];

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    for table in [partial::METHODS, cached::METHODS, getters::METHODS, keys::METHODS] {
        spec::install_methods(vm, namespace, table)?;
    }
    for (name, def) in CONSTRUCTORS {
        let function = spec::function(vm, def, Role::Function, Shortcut::No)?;
        dict::set_text(vm, namespace, name, function.into_value())?;
    }
    spec::install_functions(vm, namespace, "_functools", methods![reduce])
}

/// Combine the items from left to right with a function of two arguments.
#[function("reduce(function, iterable, initial=<absent>, /)")]
fn reduce(vm: &mut Vm, function: &Value, iterable: &Value, initial: Option<Value>) -> Result<Value, Raised> {
    if !iterate::is_iterable(vm, iterable) {
        return Err(vm.type_error("reduce() arg 2 must support iteration"));
    }
    let mut combined = initial;
    let plain = function.payload::<NativeFunction>().filter(|native| native.owner.is_unbound());
    let plain = plain.map(|native| native.def.plain);
    vm.check_depth()?;
    iterate::each(vm, iterable, |vm, item| {
        combined = Some(match (combined.take(), plain) {
            (Some(before), Some(plain)) => plain(vm, &[before, item])?,
            (Some(before), None) => vm.call(function, &[before, item])?,
            (None, _) => item,
        });
        Ok(())
    })?;
    combined.ok_or_else(|| vm.type_error("reduce() of empty iterable with no initial value"))
}

/// An instance of a class that Python code wrote, with its first places filled.
fn instance_of<const N: usize>(vm: &mut Vm, class: &Ref<Class>, parts: [Value; N]) -> Result<Value, Raised> {
    if class.instances.kind != kinds::INSTANCE || !class.has(flags::HEAP) {
        let name = class.text_name();
        return Err(vm.type_error(format!("{name} is not a subtype of the class whose __new__ this is")));
    }
    let made = vm.instance(class)?;
    if let Some(places) = made.payload::<Instance>() {
        for (place, value) in parts.into_iter().enumerate() {
            drop(places.set_place(&vm.heap, place, value).or_memory_error(vm)?);
        }
    }
    Ok(made)
}

/// TypeError: the object is none of the class whose method this is.
#[cold]
fn stranger(vm: &mut Vm, this: &Value) -> Raised {
    let given = vm.classes.name_of(this);
    vm.type_error(format!("the method does not apply to a '{given}' object"))
}
