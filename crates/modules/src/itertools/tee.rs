//! `tee`: several readers of one iterator. What one has read and others have not hangs in a chain of links.

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::iterate;
use taipan_core::protocol::draft::Gathering;
use taipan_core::protocol::lookup;
use taipan_core::protocol::native::NativeDef;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::value::class::Class;
use taipan_core::value::pipe::Pipe;
use taipan_core::value::sequence::List;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

use super::{class_named, iter, next_method, next_of};

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
    let class = class(vm)?;
    let own = vm.classes.is_exactly(&source, &class);
    let name = vm.intern("__copy__")?;
    let first = if own || lookup::try_get_attr_quiet(vm, &source, &name)?.is_some() {
        source
    } else {
        reader(vm, &class, source)?
    };
    let mut readers = Gathering::new();
    while readers.len() < n {
        vm.tick()?;
        let reader = match first.payload::<Pipe>() {
            _ if readers.is_empty() => first.clone(),
            Some(reader) if vm.classes.is_exactly(&first, &class) => copied(vm, &class, reader)?,
            _ => vm.call_method(&first, "__copy__", &[])?,
        };
        readers.push(vm, reader)?;
    }
    vm.tuple(readers)
}

/// Items of a link.
const LINK: usize = 64;

/// A link without items. `held` is the list of them, `source` the link behind it, and `place` is 1 while an item is drawn.
fn link(vm: &mut Vm, class: &Ref<Class>) -> Result<Value, Raised> {
    let items = vm.list([])?;
    Ok(vm.allocate(class, Pipe { held: Slot::new(items), ..Pipe::default() })?.into_value())
}

/// A reader from where the iterator stands: `held` is the link where it reads, `place` the number of the item there.
fn reader(vm: &mut Vm, class: &Ref<Class>, source: Value) -> Result<Value, Raised> {
    let link = link(vm, class)?;
    let pipe = Pipe { source: Slot::new(source), held: Slot::new(link), ..Pipe::default() };
    Ok(vm.allocate(class, pipe)?.into_value())
}

/// Another reader from the same place.
fn copied(vm: &mut Vm, class: &Ref<Class>, reader: &Pipe) -> Result<Value, Raised> {
    let (source, held) = (Slot::new(reader.source.get()), Slot::new(reader.held.get()));
    Ok(vm.allocate(class, Pipe { source, held, place: reader.place.clone(), ..Pipe::default() })?.into_value())
}

/// A reader of an iterable.
#[function("_tee.__new__(cls, iterable, /)")]
fn new(vm: &mut Vm, _class: &Value, iterable: &Value) -> Result<Value, Raised> {
    let source = iterate::iter(vm, iterable)?;
    let class = class(vm)?;
    match source.payload::<Pipe>() {
        Some(reader) if vm.classes.is_exactly(&source, &class) => copied(vm, &class, reader),
        _ => reader(vm, &class, source),
    }
}

fn step(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>, Raised> {
    let Some(pipe) = iterator.payload::<Pipe>() else { return Ok(None) };
    loop {
        let place = usize::try_from(pipe.place.get()).unwrap_or(0);
        let known = pipe.held.with(|link| item_at(link.payload::<Pipe>()?, place));
        if known.is_some() {
            pipe.place.set(pipe.place.get() + 1);
            return Ok(known);
        }
        let held = pipe.held.get();
        let Some(link) = held.payload::<Pipe>() else { return Ok(None) };
        if place >= LINK {
            if link.source.is_unbound() {
                let class = class(vm)?;
                link.source.set(self::link(vm, &class)?);
            }
            pipe.held.set(link.source.get());
            pipe.place.set(0);
            continue;
        }
        if link.place.replace(1) == 1 {
            return Err(vm.runtime_error("cannot re-enter the tee iterator"));
        }
        let item = next_of(vm, &pipe.source);
        link.place.set(0);
        let Some(item) = item? else { return Ok(None) };
        let kept = link.held.with(|items| Some(items.payload::<List>()?.items.borrow_mut().push(&vm.heap, item)));
        kept.unwrap_or(Ok(())).or_memory_error(vm)?;
    }
}

/// An item of a link, if it has been drawn.
fn item_at(link: &Pipe, place: usize) -> Option<Value> {
    link.held.with(|items| items.payload::<List>()?.get(place))
}

next_method!(next, "_tee.__next__(self, /)", step);

/// Another reader from the same place.
#[function("_tee.__copy__(self, /)")]
fn copy(vm: &mut Vm, this: &Pipe) -> Result<Value, Raised> {
    let class = class(vm)?;
    copied(vm, &class, this)
}
