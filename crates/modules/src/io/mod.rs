//! Module `_io`: files of all kinds, and what opens them.
//!
//! In reading order: `base` (the classes that all others derive from) with `closing`; streams in memory (`bytes_io`,
//! `string_io` with `newlines`); `file_io` with `modes`; `buffered` (readers, writers, both); `text` (decoding, encoding,
//! lines, positions); `open`.

mod base;
mod closing;
mod bytes_io;
mod string_io;
mod newlines;
mod file_io;
mod modes;
mod buffered;
mod newline_decoder;
mod text;
pub(crate) mod open;

use taipan_core::machine::pending::{OrMemoryError, Pending, Raised};
use taipan_core::machine::vm::Vm;
use taipan_core::ops::{mapping, repr};
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::define::define_native_class;
use taipan_core::protocol::spec::{self, ClassSpec};
use taipan_core::protocol::{attributes, dict, lookup};
use taipan_core::value::class::{Class, Instances, flags};
use taipan_core::value::kinds;
use taipan_core::value::mapping::Dict;
use taipan_core::value::sequence::{Bytes, Tuple};
use taipan_heap::header::{Payload, flags as header_flags};
use taipan_heap::value::{Ref, Value};

/// Bytes that are read at once where nobody says how many.
const DEFAULT_BUFFER_SIZE: usize = 8192;

/// Under this name the VM keeps the class of what files raise that cannot do something.
const UNSUPPORTED: &str = "io.UnsupportedOperation";

/// Fills the namespace.
pub(crate) fn fill(vm: &mut Vm, namespace: &Ref<Dict>) -> Result<(), Raised> {
    spec::install_functions(vm, namespace, "_io", open::FUNCTIONS)?;
    let open = vm.world.kept.borrow().get(open::OPEN).cloned().unwrap_or(Value::NONE);
    dict::set_text(vm, namespace, "open", open)?;
    let size = vm.size(DEFAULT_BUFFER_SIZE)?;
    dict::set_text(vm, namespace, "DEFAULT_BUFFER_SIZE", size)?;
    let blocking = vm.classes.blocking_io_error.value().clone();
    dict::set_text(vm, namespace, "BlockingIOError", blocking)?;
    let bases = [vm.classes.os_error.clone(), vm.classes.value_error.clone()];
    let bits = flags::BASE | flags::RAISABLE | flags::HAS_DICT | flags::HAS_WEAK;
    let class = define_native_class(vm, UNSUPPORTED, &bases, kinds::EXCEPTION, bits, &UNSUPPORTED_OPERATION)?;
    vm.world.kept.borrow_mut().insert(UNSUPPORTED, class.value().clone());
    dict::set_text(vm, namespace, "UnsupportedOperation", class.into_value())?;
    let object = vm.classes.object.clone();
    let io = define(vm, namespace, "_IOBase", &object, kinds::INSTANCE.into(), &base::IO_BASE)?;
    let raw = define(vm, namespace, "_RawIOBase", &io, kinds::INSTANCE.into(), &base::RAW_BASE)?;
    let buffered = define(vm, namespace, "_BufferedIOBase", &io, kinds::INSTANCE.into(), &base::BUFFERED_BASE)?;
    let text = define(vm, namespace, "_TextIOBase", &io, kinds::INSTANCE.into(), &base::TEXT_BASE)?;
    let classes: [(&'static str, &Ref<Class>, Instances, &'static ClassSpec); 9] = [
        (file_io::CLASS, &raw, Instances::of::<file_io::FileIo>(), &file_io::SPEC),
        (bytes_io::CLASS, &buffered, Instances::of::<bytes_io::BytesIo>(), &bytes_io::SPEC),
        (
            buffered::reader::CLASS,
            &buffered,
            Instances::of::<buffered::reader::BufferedReader>(),
            &buffered::reader::SPEC,
        ),
        (
            buffered::writer::CLASS,
            &buffered,
            Instances::of::<buffered::writer::BufferedWriter>(),
            &buffered::writer::SPEC,
        ),
        (
            buffered::random::CLASS,
            &buffered,
            Instances::of::<buffered::random::BufferedRandom>(),
            &buffered::random::SPEC,
        ),
        (buffered::pair::CLASS, &buffered, Instances::of::<buffered::pair::BufferedRwPair>(), &buffered::pair::SPEC),
        (string_io::CLASS, &text, Instances::of::<string_io::StringIo>(), &string_io::SPEC),
        (text::CLASS, &text, Instances::of::<text::TextIoWrapper>(), &text::SPEC),
        (
            newline_decoder::CLASS,
            &object,
            Instances::of::<newline_decoder::IncrementalNewlineDecoder>(),
            &newline_decoder::SPEC,
        ),
    ];
    for (name, base, instances, table) in classes {
        let class = define(vm, namespace, name.trim_start_matches("_io."), base, instances, table)?;
        vm.world.kept.borrow_mut().insert(name, class.into_value());
    }
    Ok(())
}

static UNSUPPORTED_OPERATION: ClassSpec = ClassSpec { doc: "The file cannot do this.", ..ClassSpec::EMPTY };

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

/// As [`allocate`], of what is closed when nobody refers to it any more.
fn allocate_open<T: Payload>(vm: &mut Vm, class: &Ref<Class>, payload: T) -> Result<Ref<T>, Raised> {
    let made = vm.heap.allocate_with_side(class.value().clone(), payload).or_memory_error(vm)?;
    if class.has(flags::HAS_DEL) {
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
pub(crate) fn unsupported(vm: &mut Vm, what: &str) -> Raised {
    if kept_class(vm, UNSUPPORTED).is_none() {
        let import = vm.hooks.import;
        if let Err(raised) = import(vm, "_io") {
            return raised;
        }
    }
    match kept_class(vm, UNSUPPORTED) {
        Some(class) => vm.raise_pending(Pending::Message(class, what.to_owned())),
        None => vm.raise_message(|classes| &classes.os_error, what),
    }
}

/// Does something that may fail without anybody hearing of it; the end of a run is no failure of that kind.
fn quietly<T>(vm: &mut Vm, act: impl FnOnce(&mut Vm) -> Result<T, Raised>) -> Result<Option<T>, Raised> {
    match act(vm) {
        Ok(value) => Ok(Some(value)),
        Err(raised) => {
            if vm.take_exception().is_some() {
                Ok(None)
            } else {
                Err(raised)
            }
        }
    }
}

/// Calls a method, again where a signal came in between.
fn call_through_signals(vm: &mut Vm, object: &Value, method: &str, args: &[Value]) -> Result<Value, Raised> {
    loop {
        match vm.call_method(object, method, args) {
            Err(_) if vm.is_pending(|classes| &classes.interrupted_error) => {
                vm.clear_pending();
                let look_up = vm.hooks.look_up;
                look_up(vm)?;
            }
            result => return result,
        }
    }
}

/// Whether a method of an object is the native one of its class: neither a derived class nor the object itself has another.
fn own_method<T: Payload>(vm: &mut Vm, object: &Value, method: &str) -> Result<bool, Raised> {
    if !object.is_kind::<T>() || is_derived(vm, object) {
        return Ok(false);
    }
    let name = vm.intern(method)?;
    Ok(attributes::get(vm, object, &name).is_none())
}

/// Refuses to copy or pickle a file.
fn cannot_pickle(vm: &mut Vm, this: &Value) -> Raised {
    let name = vm.classes.of(this).text_name();
    vm.type_error(format!("cannot pickle '{name}' instances"))
}

/// The value of an attribute that is True or False.
fn flag(vm: &mut Vm, value: Option<Value>) -> Result<bool, Raised> {
    match value.map(|value| value.word().as_bool()) {
        Some(Some(value)) => Ok(value),
        Some(None) => Err(vm.type_error("attribute value type must be bool")),
        None => Err(vm.type_error("can't delete numeric/char attribute")),
    }
}

/// What repr() of a file shows of something that may show the file in turn.
fn shown_inside<T>(vm: &mut Vm, this: &Value, show: impl FnOnce(&mut Vm) -> Result<T, Raised>) -> Result<T, Raised> {
    if !repr::enter(vm, this) {
        let name = vm.classes.of(this).full_name();
        return Err(vm.runtime_error(format!("reentrant call inside {name}.__repr__")));
    }
    let shown = show(vm);
    repr::leave(vm);
    shown
}

/// The bytes of an object of bytes; none of another.
fn bytes_of(value: &Value) -> &[u8] {
    value.payload::<Bytes>().map(Bytes::as_slice).unwrap_or_default()
}

/// A position that a caller gave.
fn offset(vm: &mut Vm, given: &Value) -> Result<i64, Raised> {
    let index = lookup::index(vm, given)?;
    small_int(&index).ok_or_else(|| vm.value_error("cannot fit 'int' into an offset-sized integer"))
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
