//! Module `itertools`: iterators over iterators. `endless` (those that need no end), `chained` (one iterable after the
//! other, and slices of one), `tested` (those that ask a function), `grouped` (several items as one), `choices`
//! (combinatorics), `tee`.

mod endless;
mod chained;
mod tested;
mod grouped;
mod choices;
mod tee;

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::iterate;
use taipan_core::protocol::define::define_native_class;
use taipan_core::protocol::native::NativeFunction;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{dict, spec};
use taipan_core::value::class::Class;
use taipan_core::value::class::flags::{BASE, HAS_WEAK};
use taipan_core::value::iterator::SequenceIterator;
use taipan_core::value::mapping::Dict;
use taipan_core::value::pipe::{Choice, Pipe, Runs};
use taipan_core::value::sequence::Tuple;
use taipan_heap::header::Payload;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

/// The classes: name, kind of the instances, flags, table.
const CLASSES: &[(&str, u8, u32, &ClassSpec)] = &[
    ("itertools.count", Pipe::KIND, BASE, &endless::COUNT),
    ("itertools.cycle", Pipe::KIND, BASE, &endless::CYCLE),
    ("itertools.repeat", Pipe::KIND, BASE, &endless::REPEAT),
    ("itertools.accumulate", Pipe::KIND, BASE, &grouped::ACCUMULATE),
    ("itertools.batched", Pipe::KIND, BASE, &grouped::BATCHED),
    ("itertools.pairwise", Pipe::KIND, BASE, &grouped::PAIRWISE),
    ("itertools.zip_longest", Pipe::KIND, BASE, &grouped::ZIP_LONGEST),
    ("itertools.groupby", Runs::KIND, BASE, &grouped::GROUPBY),
    ("itertools._grouper", Pipe::KIND, 0, &grouped::GROUPER),
    ("itertools.chain", Pipe::KIND, BASE, &chained::CHAIN),
    ("itertools.compress", Pipe::KIND, BASE, &chained::COMPRESS),
    ("itertools.islice", Pipe::KIND, BASE, &chained::ISLICE),
    ("itertools.dropwhile", Pipe::KIND, BASE, &tested::DROPWHILE),
    ("itertools.filterfalse", Pipe::KIND, BASE, &tested::FILTERFALSE),
    ("itertools.starmap", Pipe::KIND, BASE, &tested::STARMAP),
    ("itertools.takewhile", Pipe::KIND, BASE, &tested::TAKEWHILE),
    ("itertools.product", Choice::KIND, BASE, &choices::PRODUCT),
    ("itertools.combinations", Choice::KIND, BASE, &choices::COMBINATIONS),
    ("itertools.combinations_with_replacement", Choice::KIND, BASE, &choices::WITH_REPLACEMENT),
    ("itertools.permutations", Choice::KIND, BASE, &choices::PERMUTATIONS),
    ("itertools._tee", Pipe::KIND, HAS_WEAK, &tee::TEE),
];

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    for (name, kind, flags, table) in CLASSES {
        let class = define_native_class(vm, name, &[], *kind, *flags, table)?;
        vm.world.kept.borrow_mut().insert(name, class.value().clone());
        dict::set_text(vm, namespace, name.trim_start_matches("itertools."), class.into_value())?;
    }
    spec::install_functions(vm, namespace, "itertools", tee::FUNCTIONS)
}

/// The class of a dotted name.
fn class_named(vm: &mut Vm, name: &'static str) -> Result<Ref<Class>, Raised> {
    let kept = vm.world.kept.borrow().get(name).and_then(Value::to_ref::<Class>);
    kept.ok_or_else(|| vm.runtime_error("module itertools is not initialised"))
}

/// The method `__next__` of an iterator, made of its step.
macro_rules! next_method {
    ($name:ident, $signature:literal, $step:ident) => {
        /// The next item. Raises StopIteration at the end.
        #[function($signature)]
        fn $name(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
            match $step(vm, this)? {
                Some(item) => Ok(item),
                None => Err(vm.stop_iteration(Value::NONE)),
            }
        }
    };
}
use next_method;

/// The iterator itself.
#[function("iterator.__iter__(self, /)")]
fn iter(this: &Value) -> Value {
    this.clone()
}

/// An iterator over an iterable, with a function that it asks.
fn drawing(vm: &mut Vm, function: Value, iterable: &Value) -> Result<Pipe, Raised> {
    let source = iterate::iter(vm, iterable)?;
    Ok(Pipe { source: Slot::new(source), function: Slot::new(function), ..Pipe::default() })
}

/// A tuple of a few items, which are taken.
#[inline(always)]
fn tuple_of(vm: &mut Vm, items: &mut [Value]) -> Result<Value, Raised> {
    let class = vm.classes.tuple.value().clone();
    let made = Tuple::of_taken(&vm.heap, class, items);
    Ok(made.or_memory_error(vm)?.into_value())
}

/// The next item of the iterator in a place; without one, none.
#[inline(always)]
fn next_of(vm: &mut Vm, place: &Slot) -> Result<Option<Value>, Raised> {
    // Many who ask do so in a loop that may give nothing.
    vm.tick()?;
    // Nothing runs while the place is looked into.
    let item = place.with(|iterator| iterator.payload::<SequenceIterator>().and_then(SequenceIterator::next_item));
    if item.is_some() {
        return Ok(item);
    }
    let iterator = place.get();
    if iterator.is_unbound() { Ok(None) } else { iterate::next(vm, &iterator) }
}

/// The next item of an iterator.
#[inline(always)]
fn item_of(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    vm.tick()?;
    match iterator.payload::<SequenceIterator>().and_then(SequenceIterator::next_item) {
        Some(item) => Ok(Some(item)),
        None => iterate::next(vm, iterator),
    }
}

/// What a function answers that an iterator asks.
#[inline(always)]
fn answer(vm: &mut Vm, function: &Value, arguments: &[Value]) -> Result<Value, Raised> {
    vm.check_depth()?;
    match function.payload::<NativeFunction>().filter(|native| native.owner.is_unbound()) {
        Some(native) => (native.def.plain)(vm, arguments),
        None => vm.call(function, arguments),
    }
}

/// The next item of an iterator's source, which is asked again after its end.
#[inline]
fn asked(vm: &mut Vm, pipe: &Pipe) -> Result<Option<Value>, Raised> {
    next_of(vm, &pipe.source)
}

/// The next item of an iterator's source. At the end and with an error, the source goes.
#[inline]
fn drawn(vm: &mut Vm, pipe: &Pipe) -> Result<Option<Value>, Raised> {
    let item = asked(vm, pipe);
    if !matches!(item, Ok(Some(_))) {
        drop(pipe.source.take());
    }
    item
}
