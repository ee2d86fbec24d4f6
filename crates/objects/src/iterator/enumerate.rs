//! `enumerate`: the items of an iterable with their numbers.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::arithmetic::{self, Binary};
use taipan_core::ops::iterate;
use taipan_core::protocol::lookup;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::iterator::Adaptor;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::iterator::reused;

/// `enumerate`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "An iterator over pairs of number and item: enumerate(iterable, start=0).",
    methods: methods![new, iter, next, reduce],
    next: Some(step),
    ..ClassSpec::EMPTY
};

/// Make an iterator over pairs of number and item.
#[function("enumerate.__new__(cls, iterable, start=0)")]
fn new(vm: &mut Vm, class: Ref<Class>, iterable: &Value, start: &Value) -> Result<Ref<Adaptor>, Raised> {
    let start = lookup::index(vm, start)?;
    let source = iterate::iter(vm, iterable)?;
    let adaptor = Adaptor::new(start, source);
    vm.allocate(&class, adaptor)
}

/// The next pair; `None` at the end.
pub(crate) fn step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(adaptor) = iterator.payload::<Adaptor>() else { return Ok(None) };
    let source = adaptor.sources.get();
    let Some(item) = iterate::next(vm, &source)? else { return Ok(None) };
    let number = adaptor.state.get();
    let one = Value::from_bool(true);
    let following = match number.word().as_int().and_then(|number| Value::from_small_int(number + 1)) {
        Some(following) => following,
        None => arithmetic::binary(vm, Binary::Add, &number, &one)?,
    };
    adaptor.state.set(following);
    reused::pair(vm, &adaptor.last, number, item).map(Some)
}

/// The iterator itself.
#[function("enumerate.__iter__(self, /)")]
fn iter(this: Ref<Adaptor>) -> Ref<Adaptor> {
    this
}

/// The next item. Raises StopIteration at the end.
#[function("enumerate.__next__(self, /)")]
fn next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match step(vm, this)? {
        Some(item) => Ok(item),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

/// How to make a copy.
#[function("enumerate.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: Ref<Adaptor>) -> Result<Value, Raised> {
    let class = vm.classes.of(this.value()).into_value();
    let arguments = vm.tuple([this.sources.get(), this.state.get()])?;
    vm.tuple([class, arguments])
}
