//! `map`: a function of the items of iterables.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::iterate;
use taipan_core::protocol::native::Rest;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::iterator::Adaptor;
use taipan_core::value::sequence::Tuple;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

use crate::iterator::zip;

/// `map`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "An iterator over the results of a function of the items of each iterable: map(function, *iterables).",
    methods: methods![new, iter, next, reduce],
    next: Some(step),
    ..ClassSpec::EMPTY
};

/// Make an iterator over the results of a function.
#[function("map.__new__(cls, /, *args)")]
fn new(vm: &mut Vm, class: Ref<Class>, args: Rest<'_>) -> Result<Ref<Adaptor>, Raised> {
    let Some((function, iterables)) = args.split_first().filter(|(_, iterables)| !iterables.is_empty()) else {
        return Err(vm.type_error("map() must have at least two arguments."));
    };
    let sources = zip::iterators(vm, iterables)?;
    let adaptor = Adaptor::new(function.clone(), sources);
    vm.allocate(&class, adaptor)
}

/// The next result; `None` at the end of the shortest iterable.
pub(crate) fn step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(adaptor) = iterator.payload::<Adaptor>() else { return Ok(None) };
    let (function, sources) = (adaptor.state.get(), adaptor.sources.get());
    let Some(iterators) = sources.payload::<Tuple>().map(Tuple::items) else { return Ok(None) };
    let mut items = smallvec::SmallVec::<[Value; 4]>::new();
    for iterator in iterators {
        match iterate::next(vm, iterator)? {
            Some(item) => items.push(item),
            None => return Ok(None),
        }
    }
    vm.call(&function, &items).map(Some)
}

/// The iterator itself.
#[function("map.__iter__(self, /)")]
fn iter(this: Ref<Adaptor>) -> Ref<Adaptor> {
    this
}

/// The next item. Raises StopIteration at the end.
#[function("map.__next__(self, /)")]
fn next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match step(vm, this)? {
        Some(item) => Ok(item),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

/// How to make a copy.
#[function("map.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: Ref<Adaptor>) -> Result<Value, Raised> {
    let class = vm.classes.of(this.value()).into_value();
    let mut arguments = vec![this.state.get()];
    let sources = this.sources.get();
    arguments.extend(sources.payload::<Tuple>().map(Tuple::items).unwrap_or_default().iter().cloned());
    let arguments = vm.tuple(arguments)?;
    vm.tuple([class, arguments])
}
