//! Iterators over ranges: over small integers by machine arithmetic, over large ones step by step.

use std::cell::Cell;

use dashu_int::IBig;
use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::int_math;
use taipan_core::ops::number::integer;
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::lookup;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::iterator::{Adaptor, RangeIterator};
use taipan_core::value::sequence::{Range, Tuple};
use taipan_heap::value::{Ref, Value};
use taipan_heap::word::Word;
use taipan_macros::function;

use crate::iterator::call_iterator;
use crate::sequence::range;

/// `range_iterator`
pub(crate) static SPEC: ClassSpec =
    ClassSpec { methods: methods![iter, next, length_hint, reduce, setstate], next: Some(step), ..ClassSpec::EMPTY };

/// `longrange_iterator`
pub(crate) static LONG_SPEC: ClassSpec = ClassSpec {
    methods: methods![long_iter, long_next, long_length_hint, long_reduce],
    next: Some(long_step),
    ..ClassSpec::EMPTY
};

/// Whether every item is an immediate integer: the machine's loop over a `RangeIterator` boxes none.
fn all_small(start: i64, step: i64, length: i64) -> bool {
    let last = i128::from(start) + i128::from(length - 1) * i128::from(step);
    i64::try_from(last).is_ok_and(|last| Word::from_int(last).is_some())
}

/// An iterator from the first item on.
pub(crate) fn forwards(vm: &mut Vm, range: &Range) -> Result<Value, Raised> {
    if let (Some(start), Some(step), Some(length)) =
        (range.start.word().as_int(), range.step.word().as_int(), range.length.word().as_int())
        && all_small(start, step, length)
    {
        return small(vm, start, step, length);
    }
    long(vm, range.start.clone(), range.step.clone(), range.length.clone())
}

/// An iterator from the last item down.
pub(crate) fn backwards(vm: &mut Vm, range: &Range) -> Result<Value, Raised> {
    let (start, step, length) = (integer(&range.start), integer(&range.step), integer(&range.length));
    let distance = int_math::product(vm, &(length - IBig::ONE), &step)?;
    let last = vm.big_int(start + distance)?;
    let step = vm.big_int(-step)?;
    if let (Some(last), Some(step), Some(length)) =
        (last.word().as_int(), step.word().as_int(), range.length.word().as_int())
    {
        return small(vm, last, step, length);
    }
    long(vm, last, step, range.length.clone())
}

fn small(vm: &mut Vm, start: i64, step: i64, length: i64) -> Result<Value, Raised> {
    let iterator = RangeIterator { next: Cell::new(start), step, left: Cell::new(length.max(0) as u64) };
    let class = vm.classes.range_iterator.value().clone();
    Ok(vm.heap.allocate(class, iterator).or_memory_error(vm)?.into_value())
}

/// Keeps the next item in `state`, and distance and number of items left in `sources`.
fn long(vm: &mut Vm, start: Value, step: Value, length: Value) -> Result<Value, Raised> {
    let sources = vm.tuple([step, length])?;
    let iterator = Adaptor::new(start, sources);
    let class = vm.classes.long_range_iterator.value().clone();
    Ok(vm.heap.allocate(class, iterator).or_memory_error(vm)?.into_value())
}

/// The next item; `None` at the end.
pub(crate) fn step(_: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(iterator) = iterator.payload::<RangeIterator>() else { return Ok(None) };
    Ok(iterator.next_item())
}

/// The iterator itself.
#[function("range_iterator.__iter__(self, /)")]
fn iter(this: Ref<RangeIterator>) -> Ref<RangeIterator> {
    this
}

/// The next item. Raises StopIteration at the end.
#[function("range_iterator.__next__(self, /)")]
fn next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match step(vm, this)? {
        Some(item) => Ok(item),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

/// The number of items left.
#[function("range_iterator.__length_hint__(self, /)")]
fn length_hint(this: &RangeIterator) -> usize {
    this.left.get() as usize
}

/// How to make a copy.
#[function("range_iterator.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: &RangeIterator) -> Result<Value, Raised> {
    let start = vm.int(this.next.get())?;
    let stop = vm.big_int(IBig::from(this.next.get()) + IBig::from(this.left.get()) * IBig::from(this.step))?;
    let step = vm.int(this.step)?;
    rest(vm, start, stop, step)
}

/// `(iter, (range(start, stop, step),), None)`
fn rest(vm: &mut Vm, start: Value, stop: Value, step: Value) -> Result<Value, Raised> {
    let range = range::make(vm, start, stop, step)?;
    let arguments = vm.tuple([range])?;
    let function = call_iterator::iter_function(vm)?;
    vm.tuple([function, arguments, Value::NONE])
}

/// Skip items, as copies do.
#[function("range_iterator.__setstate__(self, state, /)")]
fn setstate(vm: &mut Vm, this: &RangeIterator, state: &Value) -> Result<(), Raised> {
    let state = lookup::index(vm, state)?;
    let skipped = u64::try_from(small_int(&state).unwrap_or(0)).unwrap_or(0).min(this.left.get());
    this.left.set(this.left.get() - skipped);
    this.next.set(this.next.get().wrapping_add(this.step.wrapping_mul(skipped as i64)));
    Ok(())
}

/// Distance and number of items left of a long iterator.
fn long_parts(iterator: &Adaptor) -> Option<(IBig, IBig)> {
    let sources = iterator.sources.get();
    let [step, left] = sources.payload::<Tuple>()?.items() else { return None };
    Some((integer(step), integer(left)))
}

fn long_step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(iterator) = iterator.payload::<Adaptor>() else { return Ok(None) };
    let Some((step, left)) = long_parts(iterator).filter(|(_, left)| *left > IBig::ZERO) else { return Ok(None) };
    let item = iterator.state.get();
    let following = vm.big_int(integer(&item) + &step)?;
    let (step, left) = (vm.big_int(step)?, vm.big_int(left - IBig::ONE)?);
    let sources = vm.tuple([step, left])?;
    iterator.state.set(following);
    iterator.sources.set(sources);
    Ok(Some(item))
}

/// The iterator itself.
#[function("longrange_iterator.__iter__(self, /)")]
fn long_iter(this: Ref<Adaptor>) -> Ref<Adaptor> {
    this
}

/// The next item. Raises StopIteration at the end.
#[function("longrange_iterator.__next__(self, /)")]
fn long_next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match long_step(vm, this)? {
        Some(item) => Ok(item),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

/// The number of items left.
#[function("longrange_iterator.__length_hint__(self, /)")]
fn long_length_hint(vm: &mut Vm, this: &Adaptor) -> Result<Value, Raised> {
    let left = long_parts(this).map(|(_, left)| left).unwrap_or_default();
    vm.big_int(left)
}

/// How to make a copy.
#[function("longrange_iterator.__reduce__(self, /)")]
fn long_reduce(vm: &mut Vm, this: &Adaptor) -> Result<Value, Raised> {
    let (step, left) = long_parts(this).unwrap_or_default();
    let start = this.state.get();
    let distance = int_math::product(vm, &left, &step)?;
    let stop = vm.big_int(integer(&start) + distance)?;
    let step = vm.big_int(step)?;
    rest(vm, start, stop, step)
}
