//! `zip`: the items of several iterables side by side.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::iterate;
use taipan_core::protocol::native::Rest;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::truth;
use taipan_core::value::class::Class;
use taipan_core::value::iterator::Adaptor;
use taipan_core::value::sequence::Tuple;
use taipan_heap::value::{Ref, Value};
use taipan_macros::function;

/// `zip`
pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "An iterator over tuples with an item of each iterable: zip(*iterables, strict=False).\n\n\
          It ends with the shortest of them; with strict, iterables of other lengths are a ValueError.",
    methods: methods![new, iter, next, reduce, setstate],
    next: Some(step),
    ..ClassSpec::EMPTY
};

/// Make an iterator over tuples with an item of each iterable.
#[function("zip.__new__(cls, /, *iterables, strict=False)")]
fn new(vm: &mut Vm, class: Ref<Class>, iterables: Rest<'_>, strict: bool) -> Result<Ref<Adaptor>, Raised> {
    let sources = iterators(vm, &iterables)?;
    let adaptor = Adaptor::new(Value::NONE, sources);
    adaptor.strict.set(strict);
    vm.allocate(&class, adaptor)
}

/// A tuple of an iterator over each of the iterables.
pub(crate) fn iterators(vm: &mut Vm, iterables: &[Value]) -> Result<Value, Raised> {
    let mut iterators = Vec::with_capacity(iterables.len());
    for iterable in iterables {
        iterators.push(iterate::iter(vm, iterable)?);
    }
    vm.tuple(iterators)
}

/// The next tuple; `None` at the end.
pub(crate) fn step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(adaptor) = iterator.payload::<Adaptor>() else { return Ok(None) };
    let sources = adaptor.sources.get();
    let Some(iterators) = sources.payload::<Tuple>().map(Tuple::items) else { return Ok(None) };
    if iterators.is_empty() {
        return Ok(None);
    }
    // A loop that unpacks the tuple at once leaves it to the next round.
    if let Ok(last) = adaptor.last.take().cast::<Tuple>()
        && last.header().refs() == 1
    {
        for (index, iterator) in iterators.iter().enumerate() {
            match iterate::next(vm, iterator)? {
                Some(item) => Tuple::refill(&last, index, item),
                None => return ended(vm, adaptor, iterators, index),
            }
        }
        adaptor.last.set(last.value().clone());
        return Ok(Some(last.into_value()));
    }
    let mut items = smallvec::SmallVec::<[Value; 4]>::new();
    for iterator in iterators {
        match iterate::next(vm, iterator)? {
            Some(item) => items.push(item),
            None => return ended(vm, adaptor, iterators, items.len()),
        }
    }
    let tuple = vm.tuple(items)?;
    adaptor.last.set(tuple.clone());
    Ok(Some(tuple))
}

/// The end: with `strict=True` all iterables must end together with the one at `ended`.
#[cold]
fn ended(vm: &mut Vm, adaptor: &Adaptor, iterators: &[Value], ended: usize) -> Result<Option<Value>, Raised> {
    if adaptor.strict.get() { uneven(vm, iterators, ended) } else { Ok(None) }
}

fn uneven(vm: &mut Vm, iterators: &[Value], ended: usize) -> Result<Option<Value>, Raised> {
    let complaint = |number: usize, how: &str| {
        let others = if number == 1 { "argument 1".to_owned() } else { format!("arguments 1-{number}") };
        format!("zip() argument {} is {how} than {others}", number + 1)
    };
    if ended > 0 {
        return Err(vm.value_error(complaint(ended, "shorter")));
    }
    for (number, iterator) in iterators.iter().enumerate().skip(1) {
        if iterate::next(vm, iterator)?.is_some() {
            return Err(vm.value_error(complaint(number, "longer")));
        }
    }
    Ok(None)
}

/// The iterator itself.
#[function("zip.__iter__(self, /)")]
fn iter(this: Ref<Adaptor>) -> Ref<Adaptor> {
    this
}

/// The next item. Raises StopIteration at the end.
#[function("zip.__next__(self, /)")]
fn next(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match step(vm, this)? {
        Some(item) => Ok(item),
        None => Err(vm.stop_iteration(Value::NONE)),
    }
}

/// How to make a copy.
#[function("zip.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: Ref<Adaptor>) -> Result<Value, Raised> {
    let class = vm.classes.of(this.value()).into_value();
    let sources = this.sources.get();
    if this.strict.get() { vm.tuple([class, sources, Value::TRUE]) } else { vm.tuple([class, sources]) }
}

/// Restore strictness, as copies do.
#[function("zip.__setstate__(self, state, /)")]
fn setstate(vm: &mut Vm, this: &Adaptor, state: &Value) -> Result<(), Raised> {
    this.strict.set(truth::is_true(vm, state)?);
    Ok(())
}
