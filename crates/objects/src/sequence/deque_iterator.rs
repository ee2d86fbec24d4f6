//! Iterators over deques, from either end.

use std::cell::Cell;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::deque::{Deque, DequeIterator};
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

/// `collections._deque_iterator`
pub(crate) static SPEC: ClassSpec =
    ClassSpec { methods: methods![new, iter, next, length_hint, reduce], next: Some(step), ..ClassSpec::EMPTY };

/// `collections._deque_reverse_iterator`
pub(crate) static REVERSE_SPEC: ClassSpec =
    ClassSpec { methods: methods![new, iter, next, length_hint, reduce], next: Some(step), ..ClassSpec::EMPTY };

/// An iterator that gives the items of a deque from `place` on.
pub(crate) fn over(vm: &mut Vm, deque: &Ref<Deque>, reversed: bool, place: usize) -> Result<Value, Raised> {
    let classes = &vm.classes;
    let class = if reversed { &classes.deque_reverse_iterator } else { &classes.deque_iterator }.clone();
    let iterator = DequeIterator {
        deque: Slot::new(deque.value().clone()),
        place: Cell::new(place),
        length: Cell::new(deque.length()),
        changes: deque.changes.get(),
        reversed,
    };
    Ok(vm.allocate(&class, iterator)?.into_value())
}

/// The next item; `None` at the end.
fn step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(iterator) = iterator.payload::<DequeIterator>() else { return Ok(None) };
    let (place, length) = (iterator.place.get(), iterator.length.get());
    let (changes, item) = iterator.deque.with(|deque| match deque.payload::<Deque>() {
        Some(deque) if place < length => {
            (deque.changes.get(), deque.get(if iterator.reversed { length - 1 - place } else { place }))
        }
        Some(deque) => (deque.changes.get(), None),
        None => (iterator.changes, None),
    });
    if changes != iterator.changes {
        iterator.length.set(0);
        return Err(vm.runtime_error("deque mutated during iteration"));
    }
    if item.is_some() {
        iterator.place.set(place + 1);
    }
    Ok(item)
}

/// Make an iterator that leaves out the first items.
#[function("_deque_iterator.__new__(cls, deque, index=0, /)")]
fn new(vm: &mut Vm, class: Ref<Class>, deque: &Value, index: i64) -> Result<Value, Raised> {
    let Some(deque) = deque.to_ref::<Deque>() else {
        let given = vm.classes.name_of(deque);
        return Err(vm.type_error(format!("argument 1 must be collections.deque, not {given}")));
    };
    let reversed = class.value().is(vm.classes.deque_reverse_iterator.value());
    let place = usize::try_from(index).unwrap_or(0).min(deque.length());
    over(vm, &deque, reversed, place)
}

/// The iterator itself.
#[function("_deque_iterator.__iter__(self, /)")]
fn iter(this: Ref<DequeIterator>) -> Ref<DequeIterator> {
    this
}

/// The next item. Raises StopIteration at the end.
#[function("_deque_iterator.__next__(self, /)")]
fn next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match step(vm, this)? {
        Some(item) => Ok(item),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

/// The number of items left.
#[function("_deque_iterator.__length_hint__(self, /)")]
fn length_hint(this: &DequeIterator) -> usize {
    this.length.get().saturating_sub(this.place.get())
}

/// How to make a copy: class, deque, place.
#[function("_deque_iterator.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: Ref<DequeIterator>) -> Result<Value, Raised> {
    let class = vm.classes.of(this.value()).into_value();
    let place = vm.size(this.place.get())?;
    let arguments = vm.tuple([this.deque.get(), place])?;
    vm.tuple([class, arguments])
}
