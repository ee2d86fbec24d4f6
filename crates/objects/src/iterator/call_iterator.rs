//! `callable_iterator`: what `iter(callable, sentinel)` gives.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::compare;
use taipan_core::protocol::dict;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::iterator::CallIterator;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

/// `callable_iterator`
pub(crate) static SPEC: ClassSpec =
    ClassSpec { methods: methods![iter, next, reduce], next: Some(step), ..ClassSpec::EMPTY };

/// The next result; `None` at the end.
pub(crate) fn step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(iterator) = iterator.payload::<CallIterator>() else { return Ok(None) };
    let callable = iterator.callable.get();
    if callable.is_unbound() {
        return Ok(None);
    }
    let result = match vm.call(&callable, &[]) {
        Ok(result) => result,
        Err(raised) => {
            if vm.take_stop_iteration()?.is_some() {
                drop(iterator.callable.take());
                return Ok(None);
            }
            return Err(raised);
        }
    };
    if compare::equals(vm, &iterator.sentinel, &result)? {
        drop(iterator.callable.take());
        return Ok(None);
    }
    Ok(Some(result))
}

/// `builtins.iter`, by which iterators are copied.
pub(crate) fn iter_function(vm: &mut Vm) -> Result<Value, Raised> {
    let builtins = vm.world.builtins.clone();
    dict::get_text(vm, &builtins, "iter")
        .ok_or_else(|| vm.raise_message(|classes| &classes.name_error, "name 'iter' is not defined"))
}

/// The iterator itself.
#[function("callable_iterator.__iter__(self, /)")]
fn iter(this: Ref<CallIterator>) -> Ref<CallIterator> {
    this
}

/// The next item. Raises StopIteration at the end.
#[function("callable_iterator.__next__(self, /)")]
fn next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match step(vm, this)? {
        Some(item) => Ok(item),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

/// How to make a copy.
#[function("callable_iterator.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: &CallIterator) -> Result<Value, Raised> {
    let function = iter_function(vm)?;
    let callable = this.callable.get();
    let arguments = if callable.is_unbound() {
        let nothing = vm.tuple([])?;
        vm.tuple([nothing])?
    } else {
        vm.tuple([callable, this.sentinel.clone()])?
    };
    vm.tuple([function, arguments])
}
