//! `OSError`: constructed from an error number, it becomes the subclass that stands for it.

use taipan_core::machine::pending::Raised;
use taipan_core::machine::vm::Vm;
use taipan_core::methods;
use taipan_core::ops::repr;
use taipan_core::protocol::argument::small_int;
use taipan_core::protocol::descriptor::Attribute;
use taipan_core::protocol::native::{Keywords, Rest};
use taipan_core::protocol::spec::ClassSpec;
use taipan_core::protocol::{lookup, os_codes};
use taipan_core::value::class::Class;
use taipan_core::value::exception::Exception;
use taipan_core::value::special::Special;
use taipan_heap::value::{Ref, Slot, Value};
use taipan_macros::function;

use crate::exception::base::{plain_text, reduced};
use crate::exception::{args_of, assign, no_keywords, set_args};

pub(crate) static SPEC: ClassSpec = ClassSpec {
    doc: "The system refused something; `errno` says why.",
    methods: methods![new, init, text, reduce],
    attributes: &[
        detail!("errno", "The number of the error, as in module errno."),
        detail!("strerror", "What the system says of it."),
        detail!("filename", "The path that was asked for, or None."),
        detail!("filename2", "The second path, of calls that take two."),
        Attribute { name: "characters_written", doc: "", get: get_written, set: Some(put_written) },
    ],
    ..ClassSpec::EMPTY
};

/// True if `__init__` reads the arguments, and not `__new__`: a derived class has a constructor of its own that may call
/// ours with other arguments than it got.
fn reads_in_init(vm: &Vm, class: &Class) -> bool {
    let same = |special: Special| {
        let (ours, theirs): (&Slot, &Slot) = (vm.classes.os_error.special(special), class.special(special));
        ours.get().is(&theirs.get())
    };
    !same(Special::Init) && same(Special::New)
}

/// Makes an object of the class.
#[function("OSError.__new__(cls, *args, **kwargs)")]
fn new(vm: &mut Vm, class: Ref<Class>, args: Rest<'_>, kwargs: Keywords<'_>) -> Result<Value, Raised> {
    if reads_in_init(vm, &class) {
        return vm.exception(&class, vec![]);
    }
    if !kwargs.is_empty() {
        let name = class.text_name();
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    let mut chosen = class.clone();
    if class.value().is(vm.classes.os_error.value())
        && matches!(args.len(), 2..=5)
        && let Some(code) = args.first().and_then(small_int)
        && let Some(pick) = os_codes::class_of(code)
    {
        chosen = pick(&vm.classes).clone();
    }
    let exception = vm.exception(&chosen, args.to_vec())?;
    read(vm, &exception, &args)?;
    Ok(exception)
}

/// Takes the arguments of the constructor.
#[function("OSError.__init__(self, *args, **kwargs)")]
fn init(vm: &mut Vm, this: Ref<Exception>, args: Rest<'_>, kwargs: Keywords<'_>) -> Result<(), Raised> {
    let class = vm.classes.of(this.value());
    if !reads_in_init(vm, &class) {
        return Ok(());
    }
    no_keywords(vm, this.value(), &kwargs)?;
    set_args(vm, &this, &args)?;
    read(vm, this.value(), &args)
}

/// Takes errno, strerror and file names out of two to five arguments.
fn read(vm: &mut Vm, exception: &Value, args: &[Value]) -> Result<(), Raised> {
    let (2..=5, [code, message, rest @ ..]) = (args.len(), args) else { return Ok(()) };
    vm.annotate(exception, "errno", code.clone())?;
    vm.annotate(exception, "strerror", message.clone())?;
    let Some(filename) = rest.first().filter(|name| !name.is_none()) else { return Ok(()) };
    if vm.classes.is_exactly(exception, &vm.classes.blocking_io_error)
        && !vm.classes.of(filename).special(Special::Index).is_unbound()
    {
        let written = lookup::index(vm, filename)?;
        return vm.annotate(exception, "characters_written", written);
    }
    vm.annotate(exception, "filename", filename.clone())?;
    if let Some(second) = rest.get(2).filter(|name| !name.is_none()) {
        vm.annotate(exception, "filename2", second.clone())?;
    }
    if let Some(payload) = exception.payload::<Exception>() {
        let args = vm.tuple([code.clone(), message.clone()])?;
        payload.args.set(args);
    }
    Ok(())
}

/// What str() and print() show.
#[function("OSError.__str__(self)")]
fn text(vm: &mut Vm, this: Ref<Exception>) -> Result<Value, Raised> {
    let part = |vm: &Vm, name: &str| vm.detail(this.value(), name);
    let (code, message) = (part(vm, "errno"), part(vm, "strerror"));
    let Some(filename) = part(vm, "filename") else {
        return match (code, message) {
            (Some(code), Some(message)) => {
                let (code, message) = (repr::str(vm, &code)?, repr::str(vm, &message)?);
                vm.wtf8_concat(&[b"[Errno ", code.as_bytes(), b"] ", message.as_bytes()])
            }
            _ => plain_text(vm, &this),
        };
    };
    let code = repr::str(vm, &code.unwrap_or(Value::NONE))?;
    let message = repr::str(vm, &message.unwrap_or(Value::NONE))?;
    let filename = repr::repr(vm, &filename)?;
    let mut text = [b"[Errno ", code.as_bytes(), b"] ", message.as_bytes(), b": ", filename.as_bytes()].concat();
    if let Some(second) = part(vm, "filename2") {
        let second = repr::repr(vm, &second)?;
        text.extend_from_slice(b" -> ");
        text.extend_from_slice(second.as_bytes());
    }
    vm.wtf8(&text)
}

/// What `copy` and `pickle` take.
#[function("OSError.__reduce__(self, /)")]
fn reduce(vm: &mut Vm, this: Ref<Exception>) -> Result<Value, Raised> {
    let mut args = args_of(&this);
    if args.len() == 2
        && let Some(filename) = vm.detail(this.value(), "filename")
    {
        args.push(filename);
        if let Some(second) = vm.detail(this.value(), "filename2") {
            args.extend([Value::NONE, second]);
        }
    }
    let args = vm.tuple(args)?;
    reduced(vm, this.value(), args, &[])
}

fn get_written(vm: &mut Vm, this: &Value) -> Result<Value, Raised> {
    match vm.detail(this, "characters_written") {
        Some(written) => Ok(written),
        None => Err(vm.raise_message(|classes| &classes.attribute_error, "characters_written")),
    }
}

fn put_written(vm: &mut Vm, this: &Value, value: Option<Value>) -> Result<(), Raised> {
    let value = match value {
        Some(value) => Some(lookup::index(vm, &value)?),
        None => {
            get_written(vm, this)?;
            None
        }
    };
    assign(vm, this, "characters_written", value)
}
