//! Module `itertools`: iterators over iterators. `endless` (those that need no end), `chained` (one iterable after the
//! other, and slices of one), `tested` (those that ask a function), `grouped` (several items as one), `choices`
//! (combinatorics), `tee`.

mod endless;
mod chained;
mod tested;
mod grouped;
mod choices;
mod tee;

use taipan_heap::header::Payload;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;
use taipan_vm::machine::pending::Raised;
use taipan_vm::machine::vm::Vm;
use taipan_vm::ops::iterate;
use taipan_vm::protocol::define::define_native_class;
use taipan_vm::protocol::spec::ClassSpec;
use taipan_vm::protocol::{dict, spec};
use taipan_vm::value::class::flags::{BASE, HAS_WEAK};
use taipan_vm::value::mapping::Dict;
use taipan_vm::value::pipe::{Choice, Pipe, Runs};

/// The classes: name, kind of the instances, flags, table.
const CLASSES: &[(&str, u8, u32, &ClassSpec)] = &[
    ("count", Pipe::KIND, BASE, &endless::COUNT),
    ("cycle", Pipe::KIND, BASE, &endless::CYCLE),
    ("repeat", Pipe::KIND, BASE, &endless::REPEAT),
    ("accumulate", Pipe::KIND, BASE, &grouped::ACCUMULATE),
    ("batched", Pipe::KIND, BASE, &grouped::BATCHED),
    ("pairwise", Pipe::KIND, BASE, &grouped::PAIRWISE),
    ("zip_longest", Pipe::KIND, BASE, &grouped::ZIP_LONGEST),
    ("groupby", Runs::KIND, BASE, &grouped::GROUPBY),
    ("_grouper", Pipe::KIND, 0, &grouped::GROUPER),
    ("chain", Pipe::KIND, BASE, &chained::CHAIN),
    ("compress", Pipe::KIND, BASE, &chained::COMPRESS),
    ("islice", Pipe::KIND, BASE, &chained::ISLICE),
    ("dropwhile", Pipe::KIND, BASE, &tested::DROPWHILE),
    ("filterfalse", Pipe::KIND, BASE, &tested::FILTERFALSE),
    ("starmap", Pipe::KIND, BASE, &tested::STARMAP),
    ("takewhile", Pipe::KIND, BASE, &tested::TAKEWHILE),
    ("product", Choice::KIND, BASE, &choices::PRODUCT),
    ("combinations", Choice::KIND, BASE, &choices::COMBINATIONS),
    ("combinations_with_replacement", Choice::KIND, BASE, &choices::WITH_REPLACEMENT),
    ("permutations", Choice::KIND, BASE, &choices::PERMUTATIONS),
    ("_tee", Pipe::KIND, HAS_WEAK, &tee::TEE),
];

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    for (name, kind, flags, table) in CLASSES {
        let class = define_native_class(vm, &format!("itertools.{name}"), &[], *kind, *flags, table)?;
        match *name {
            "_grouper" => drop(vm.world.kept.borrow_mut().insert(grouped::GROUPER_CLASS, class.value().clone())),
            "_tee" => drop(vm.world.kept.borrow_mut().insert(tee::TEE_CLASS, class.value().clone())),
            _ => {}
        }
        dict::set_text(vm, namespace, name, class.into_value())?;
    }
    spec::install_functions(vm, namespace, "itertools", tee::FUNCTIONS)
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

/// The next item of an iterator's source, which is asked again after its end.
fn asked(vm: &mut Vm, pipe: &Pipe) -> Result<Option<Value>, Raised> {
    let source = pipe.source.get();
    if source.is_unbound() { Ok(None) } else { iterate::next(vm, &source) }
}

/// The next item of an iterator's source. At the end and with an error, the source goes.
fn drawn(vm: &mut Vm, pipe: &Pipe) -> Result<Option<Value>, Raised> {
    let item = asked(vm, pipe);
    if !matches!(item, Ok(Some(_))) {
        drop(pipe.source.take());
    }
    item
}
