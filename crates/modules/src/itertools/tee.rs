//! `tee`: several readers of one iterator. What one has read and others have not hangs in a chain of links.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::iterate;
use taipan_core::protocol::draft::Gathering;
use taipan_core::protocol::lookup;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::pipe::Pipe;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

use super::{class_named, iter, next_method};

/// `_tee`
pub(super) static TEE: ClassSpec = ClassSpec {
    doc: "One of several readers of an iterator.",
    methods: methods![new, iter, next, copy],
    next: Some(step),
    ..ClassSpec::EMPTY
};

/// The function.
pub(super) const FUNCTIONS: &[NativeDef] = methods![tee];

fn class(vm: &mut Vm) -> Result<Ref<Class>, Raised> {
    class_named(vm, "itertools._tee")
}

/// Several independent iterators over one iterable, as a tuple.
#[function("tee(iterable, n=2, /)")]
fn tee(vm: &mut Vm, iterable: &Value, n: i64) -> Result<Value, Raised> {
    let Ok(n) = usize::try_from(n) else { return Err(vm.value_error("n must be >= 0")) };
    let source = iterate::iter(vm, iterable)?;
    let name = vm.intern("__copy__")?;
    let copy = lookup::try_get_attr_quiet(vm, &source, &name)?;
    let first = if copy.is_some() { source } else { reader(vm, source)? };
    let mut readers = Gathering::new();
    while readers.len() < n {
        vm.tick()?;
        let reader = match readers.is_empty() {
            true => first.clone(),
            false => vm.call_method(&first, "__copy__", &[])?,
        };
        readers.push(vm, reader)?;
    }
    vm.tuple(readers.into_vec())
}

/// A reader from where the iterator stands.
fn reader(vm: &mut Vm, source: Value) -> Result<Value, Raised> {
    let class = class(vm)?;
    // A link's item is unbound until somebody has read it; its own link then follows.
    let link = vm.allocate(&class, Pipe::default())?.into_value();
    let pipe = Pipe { source: Slot::new(source), held: Slot::new(link), ..Pipe::default() };
    Ok(vm.allocate(&class, pipe)?.into_value())
}

/// A reader of an iterable.
#[function("_tee.__new__(cls, iterable, /)")]
fn new(vm: &mut Vm, _class: &Value, iterable: &Value) -> Result<Value, Raised> {
    let source = iterate::iter(vm, iterable)?;
    let class = class(vm)?;
    match source.payload::<Pipe>() {
        Some(pipe) if vm.classes.is_exactly(&source, &class) => copy(vm, pipe),
        _ => reader(vm, source),
    }
}

fn step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(pipe) = iterator.payload::<Pipe>() else { return Ok(None) };
    let held = pipe.held.get();
    let Some(link) = held.payload::<Pipe>() else { return Ok(None) };
    if link.source.is_unbound() {
        let source = pipe.source.get();
        if link.place.replace(1) == 1 {
            return Err(vm.runtime_error("cannot re-enter the tee iterator"));
        }
        let item = iterate::next(vm, &source);
        link.place.set(0);
        let Some(item) = item? else { return Ok(None) };
        let class = class(vm)?;
        let following = vm.allocate(&class, Pipe::default())?.into_value();
        link.held.set(item);
        link.source.set(following);
    }
    pipe.held.set(link.source.get());
    Ok(Some(link.held.get()))
}

next_method!(next, "_tee.__next__(self, /)", step);

/// Another reader from the same place.
#[function("_tee.__copy__(self, /)")]
fn copy(vm: &mut Vm, this: &Pipe) -> Result<Value, Raised> {
    let class = class(vm)?;
    let pipe = Pipe { source: Slot::new(this.source.get()), held: Slot::new(this.held.get()), ..Pipe::default() };
    Ok(vm.allocate(&class, pipe)?.into_value())
}
