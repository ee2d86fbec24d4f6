//! `filter`: the items for which a function is true.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::iterate;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::truth;
use taipan_core::value::class::Class;
use taipan_core::value::iterator::Adaptor;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

/// `filter`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "An iterator over the items for which a function (None: their own truth) is true: filter(function, iterable).",
    methods: methods![new, iter, next, reduce],
    next: Some(step),
    ..ClassSpec::EMPTY
};

/// Make an iterator over the items for which a function is true.
#[function("filter.__new__(cls, function, iterable, /)")]
fn new(vm: &mut Vm, class: Ref<Class>, function: Value, iterable: &Value) -> Result<Ref<Adaptor>, Raised> {
    let source = iterate::iter(vm, iterable)?;
    let adaptor = Adaptor::new(function, source);
    vm.allocate(&class, adaptor)
}

/// The next item that passes; `None` at the end.
pub(crate) fn step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(adaptor) = iterator.payload::<Adaptor>() else { return Ok(None) };
    let (function, source) = (adaptor.state.get(), adaptor.sources.get());
    let by_itself = function.is_none() || function.is(vm.classes.bool.value());
    while let Some(item) = iterate::next(vm, &source)? {
        let passes = if by_itself {
            truth::is_true(vm, &item)?
        } else {
            let verdict = vm.call(&function, std::slice::from_ref(&item))?;
            truth::is_true(vm, &verdict)?
        };
        if passes {
            return Ok(Some(item));
        }
    }
    Ok(None)
}

/// The iterator itself.
#[function("filter.__iter__(self, /)")]
fn iter(this: Ref<Adaptor>) -> Ref<Adaptor> {
    this
}

/// The next item. Raises StopIteration at the end.
#[function("filter.__next__(self, /)")]
fn next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match step(vm, this)? {
        Some(item) => Ok(item),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

/// How to make a copy.
#[function("filter.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: Ref<Adaptor>) -> Result<Value, Raised> {
    let class = vm.classes.of(this.value()).into_value();
    let arguments = vm.tuple([this.state.get(), this.sources.get()])?;
    vm.tuple([class, arguments])
}
