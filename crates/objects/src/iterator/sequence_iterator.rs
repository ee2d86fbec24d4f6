//! Iterators that go through a sequence by index: those of lists, tuples, strings and bytes, `reversed`, and that of
//! classes which have only `__getitem__`.

use std::cell::Cell;

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::item;
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::call;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::{Class, flags};
use taipan_core::value::iterator::SequenceIterator;
use taipan_core::value::kinds;
use taipan_core::value::sequence::{ByteArray, Bytes, List, Tuple};
use taipan_core::value::special::Special;
use taipan_core::value::text::Str;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;
use taipan_text::wtf8;

use crate::iterator::call_iterator;

/// Iterators of builtin sequences, and of classes with `__getitem__`.
pub(crate) static SPEC: ClassSpec =
    ClassSpec { methods: methods![iter, next, length_hint, reduce, setstate], next: Some(step), ..ClassSpec::EMPTY };

/// `reversed`
pub(crate) static REVERSED_SPEC: ClassSpec = ClassSpec {
    doc: "An iterator from the last item of a sequence to its first: reversed(sequence).",
    methods: methods![reversed_new, iter, next, length_hint, reduce, setstate],
    next: Some(step),
    ..ClassSpec::EMPTY
};

/// An iterator from the last item down.
pub(crate) fn backwards(vm: &mut Vm, class: &Ref<Class>, sequence: &Value, length: usize) -> Result<Value, Raised> {
    let index = length as isize - 1;
    let iterator = SequenceIterator { sequence: Slot::new(sequence.clone()), index: Cell::new(index), step: -1 };
    Ok(vm.allocate(class, iterator)?.into_value())
}

/// The next item; `None` at the end.
pub(crate) fn step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(forwards) = iterator.payload::<SequenceIterator>() else { return Ok(None) };
    if let Some(item) = forwards.next_item() {
        return Ok(Some(item));
    }
    if let Some(code_point) = forwards.next_code_point() {
        return vm.char(code_point).map(Some);
    }
    if let Some(item) = forwards.next_byte() {
        return Ok(Some(item));
    }
    let Some(iterator) = iterator.to_ref::<SequenceIterator>() else { return Ok(None) };
    let sequence = iterator.sequence.get();
    let item = match usize::try_from(iterator.index.get()) {
        Ok(index) => item_at(vm, &iterator, &sequence, index)?,
        Err(_) => None,
    };
    if item.is_none() {
        drop(iterator.sequence.take());
    }
    Ok(item)
}

fn item_at(
    vm: &mut Vm,
    iterator: &Ref<SequenceIterator>,
    sequence: &Value,
    index: usize,
) -> Result<Option<Value>, Raised> {
    let advance = || iterator.index.set(index as isize + iterator.step);
    let Some(header) = sequence.header() else { return Ok(None) };
    let classes = &vm.classes;
    let asks = classes.is_exactly(iterator.value(), &classes.iterator)
        || classes.is_exactly(iterator.value(), &classes.reversed);
    match header.kind() {
        // A subclass may have a `__getitem__` of its own.
        _ if asks && classes.of(sequence).has(flags::HEAP) => {}
        kinds::LIST => {
            advance();
            return Ok(sequence.payload::<List>().and_then(|list| list.get(index)));
        }
        kinds::TUPLE => {
            advance();
            return Ok(sequence.payload::<Tuple>().and_then(|tuple| tuple.items().get(index).cloned()));
        }
        kinds::BYTES => {
            advance();
            let byte = sequence.payload::<Bytes>().and_then(|bytes| bytes.as_slice().get(index).copied());
            return byte.map(|byte| vm.int(i64::from(byte))).transpose();
        }
        kinds::BYTE_ARRAY => {
            advance();
            let byte = sequence.payload::<ByteArray>().and_then(|bytes| bytes.bytes.borrow().get(index).copied());
            return byte.map(|byte| vm.int(i64::from(byte))).transpose();
        }
        _ => {}
    }
    let place = vm.int(index as i64)?;
    match item::get(vm, sequence, &place) {
        Ok(item) => {
            advance();
            Ok(Some(item))
        }
        Err(raised) => {
            if vm.is_pending(|classes| &classes.index_error) || vm.is_pending(|classes| &classes.stop_iteration) {
                vm.clear_pending();
                return Ok(None);
            }
            Err(raised)
        }
    }
}

/// Make an iterator that goes backwards.
#[function("reversed.__new__(cls, sequence, /)")]
fn reversed_new(vm: &mut Vm, class: Ref<Class>, sequence: &Value) -> Result<Value, Raised> {
    let owner = vm.classes.of(sequence);
    let own = owner.special(Special::Reversed).get();
    let refused = own.is_none() || own.is_unbound() && owner.special(Special::GetItem).is_unbound();
    if refused || own.is_unbound() && sequence.is_kind::<taipan_core::value::mapping::Dict>() {
        let given = vm.classes.name_of(sequence);
        return Err(vm.type_error(format!("'{given}' object is not reversible")));
    }
    if !own.is_unbound() {
        return Ok(call::special(vm, sequence, Special::Reversed, &[])?.unwrap_or(Value::NONE));
    }
    let length = item::length(vm, sequence)?;
    backwards(vm, &class, sequence, length)
}

/// The iterator itself.
#[function("iterator.__iter__(self, /)")]
fn iter(this: Ref<SequenceIterator>) -> Ref<SequenceIterator> {
    this
}

/// The next item. Raises StopIteration at the end.
#[function("iterator.__next__(self, /)")]
fn next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match step(vm, this)? {
        Some(item) => Ok(item),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

/// The number of items left.
#[function("iterator.__length_hint__(self, /)")]
fn length_hint(vm: &mut Vm, this: &SequenceIterator) -> Result<Value, Raised> {
    let sequence = this.sequence.get();
    if sequence.is_unbound() {
        return Ok(Value::from_small_int(0).unwrap_or(Value::NONE));
    }
    let index = this.index.get();
    if this.step < 0 {
        return vm.int(index as i64 + 1);
    }
    let index = usize::try_from(index).unwrap_or(0);
    if let Some(text) = sequence.payload::<Str>() {
        let rest = text.as_bytes().get(index..).unwrap_or_default();
        let length = wtf8::survey(rest, vm)?.length;
        return vm.size(length);
    }
    if vm.classes.of(&sequence).special(Special::Len).is_unbound() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let length = item::length(vm, &sequence)?;
    vm.size(length.saturating_sub(index))
}

/// How to make a copy: the function, the sequence, the place.
#[function("iterator.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: Ref<SequenceIterator>) -> Result<Value, Raised> {
    let sequence = this.sequence.get();
    let function = if vm.classes.is_exactly(this.value(), &vm.classes.reversed) || this.step < 0 {
        vm.classes.reversed.value().clone()
    } else {
        call_iterator::iter_function(vm)?
    };
    if sequence.is_unbound() {
        let nothing = vm.tuple([])?;
        let arguments = vm.tuple([nothing])?;
        return vm.tuple([function, arguments]);
    }
    let arguments = vm.tuple([sequence])?;
    let place = vm.int(this.index.get() as i64)?;
    vm.tuple([function, arguments, place])
}

/// Go to a place, as copies do.
#[function("iterator.__setstate__(self, state, /)")]
fn setstate(vm: &mut Vm, this: &SequenceIterator, state: &Value) -> Result<(), Raised> {
    let index = taipan_core::protocol::lookup::index(vm, state)?;
    let place = small_int(&index).unwrap_or(0).max(if this.step < 0 { -1 } else { 0 });
    this.index.set(place as isize);
    Ok(())
}
