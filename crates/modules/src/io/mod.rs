//! Module `_io`: what all files can do, streams in memory, and files of the system without buffers.
//!
//! In reading order: `base` (the classes that all others derive from), `bytes_io`, `string_io` with `newlines`, `raw`.
//! Buffers and text over files are made by module `io`.

mod base;
mod bytes_io;
mod string_io;
mod newlines;
mod raw;

use taipan_core::machine::pending::{OrMemoryError, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::mapping;
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::define::define_native_class;
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{attributes, dict, lookup};
use taipan_core::value::class::{Class, Instances, flags};
use taipan_core::value::kinds;
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::Tuple;
use taipan_heap::header::{Payload, flags as header_flags};
use taipan_heap::value::{Ref, Value};

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    let object = vm.classes.object.clone();
    let io = define(vm, namespace, "_IOBase", &object, kinds::INSTANCE.into(), &base::IO_BASE)?;
    let buffered = define(vm, namespace, "_BufferedIOBase", &io, kinds::INSTANCE.into(), &base::BUFFERED_BASE)?;
    let text = define(vm, namespace, "_TextIOBase", &io, kinds::INSTANCE.into(), &base::TEXT_BASE)?;
    let class = define(vm, namespace, "BytesIO", &buffered, Instances::of::<bytes_io::BytesIo>(), &bytes_io::SPEC)?;
    vm.world.kept.borrow_mut().insert(bytes_io::CLASS, class.into_value());
    let class = define(vm, namespace, "StringIO", &text, Instances::of::<string_io::StringIo>(), &string_io::SPEC)?;
    vm.world.kept.borrow_mut().insert(string_io::CLASS, class.into_value());
    raw::fill(vm, namespace)
}

fn define(
    vm: &mut Vm,
    namespace: &Dict,
    name: &str,
    base: &Ref<Class>,
    instances: Instances,
    table: &'static ClassSpec,
) -> Result<Ref<Class>, Raised> {
    let bits = flags::BASE | flags::HAS_DICT | flags::HAS_WEAK;
    let class = define_native_class(vm, &format!("_io.{name}"), std::slice::from_ref(base), instances, bits, table)?;
    dict::set_text(vm, namespace, name, class.value().clone())?;
    Ok(class)
}

/// Makes an object that takes attributes. Only what Python code derives has a finaliser: nothing is lost with a stream in
/// memory.
fn allocate<T: Payload>(vm: &mut Vm, class: &Ref<Class>, payload: T) -> Result<Ref<T>, Raised> {
    let made = vm.heap.allocate_with_side(class.value().clone(), payload).or_memory_error(vm)?;
    if class.has(flags::HEAP | flags::HAS_DEL) {
        made.header().set(header_flags::FINALIZER);
    }
    Ok(made)
}

/// The class that the VM keeps under a name.
fn kept_class(vm: &Vm, name: &'static str) -> Option<Ref<Class>> {
    vm.world.kept.borrow().get(name)?.to_ref::<Class>()
}

/// Raises what files raise that cannot do this.
#[cold]
fn unsupported(vm: &mut Vm, what: &str) -> Raised {
    let import = vm.hooks.import;
    let made = vm.str(what).and_then(|message| {
        let io = import(vm, "io")?;
        vm.call_method(&io, "UnsupportedOperation", &[message])
    });
    match made {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}

/// A number of bytes or characters that a caller gave; `None` where it is None or negative, which means all.
fn optional_size(vm: &mut Vm, size: &Value) -> Result<Option<usize>, Raised> {
    if let Some(small) = size.word().as_int() {
        return Ok(usize::try_from(small).ok());
    }
    if size.is_none() {
        return Ok(None);
    }
    whole(vm, size).map(|size| usize::try_from(size).ok())
}

/// An integer that a caller gave where None would do, too.
fn whole(vm: &mut Vm, size: &Value) -> Result<i64, Raised> {
    if !taipan_core::ops::item::has_index(vm, size) {
        let given = vm.classes.name_of(size);
        return Err(vm.type_error(format!("argument should be integer or None, not '{given}'")));
    }
    let index = lookup::index(vm, size)?;
    match small_int(&index) {
        Some(small) => Ok(small),
        None => Err(vm.overflow_error("cannot fit 'int' into an index-sized integer")),
    }
}

/// A copy of the attributes that an object itself holds, for its state; None where it holds none.
fn attributes_of(vm: &mut Vm, object: &Value) -> Result<Value, Raised> {
    if attributes::names(object).is_empty() {
        return Ok(Value::NONE);
    }
    let Some(own) = attributes::dict(vm, object)? else { return Ok(Value::NONE) };
    let copy = vm.dict()?;
    mapping::update(vm, &copy, &own)?;
    Ok(copy.into_value())
}

/// Gives an object the attributes of its state. `place` says which item of the state they are.
fn restore_attributes(vm: &mut Vm, object: &Value, given: &Value, place: &str) -> Result<(), Raised> {
    if given.is_none() {
        return Ok(());
    }
    let Some(fresh) = given.to_ref::<Dict>() else {
        let given = vm.classes.name_of(given);
        return Err(vm.type_error(format!("{place} item of state should be a dict, got a {given}")));
    };
    match attributes::dict(vm, object)? {
        Some(own) => mapping::update(vm, &own, &fresh),
        None => Ok(()),
    }
}

/// The items of a state, which must be a tuple of so many, or more.
fn state_items(vm: &mut Vm, object: &Value, given: &Value, least: usize) -> Result<Vec<Value>, Raised> {
    match given.payload::<Tuple>().map(Tuple::items) {
        Some(items) if items.len() >= least => Ok(items.iter().take(least).cloned().collect()),
        _ => {
            let (of, given) = (vm.classes.name_of(object), vm.classes.name_of(given));
            Err(vm.type_error(format!("{of}.__setstate__ argument should be {least}-tuple, got {given}")))
        }
    }
}

/// The position that a state says.
fn state_position(vm: &mut Vm, given: &Value, place: &str) -> Result<usize, Raised> {
    let Some(position) = small_int(given) else {
        let given = vm.classes.name_of(given);
        return Err(vm.type_error(format!("{place} item of state must be an integer, got {given}")));
    };
    usize::try_from(position).map_err(|_| vm.value_error("position value cannot be negative"))
}

/// True if Python code has derived the class of an object.
fn is_derived(vm: &Vm, object: &Value) -> bool {
    vm.classes.of(object).has(flags::HEAP)
}
